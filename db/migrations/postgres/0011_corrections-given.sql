ALTER TABLE "clawbacks" ADD COLUMN "decided_reason" text;--> statement-breakpoint
ALTER TABLE "correction_lines" ADD COLUMN "moved" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "corrections" ADD COLUMN "given" jsonb DEFAULT '{}'::jsonb NOT NULL;