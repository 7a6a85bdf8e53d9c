ALTER TABLE "scheme_drafts" ADD COLUMN "scheme_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "scheme_drafts" ADD COLUMN "scheme_version" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "scheme_drafts" ADD COLUMN "from_month" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "scheme_drafts" ADD COLUMN "retroactive_reason" text;--> statement-breakpoint
ALTER TABLE "scheme_versions" ADD COLUMN "from_month" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "scheme_versions" ADD COLUMN "retroactive_reason" text;