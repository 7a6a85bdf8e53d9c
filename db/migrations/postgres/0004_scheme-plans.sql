CREATE TABLE "scheme_files" (
	"id" text PRIMARY KEY NOT NULL,
	"scheme_id" text NOT NULL,
	"version" text NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "correction_lines" ADD COLUMN "plan" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "settlements" ADD COLUMN "plan" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "scheme_files_one_per_version" ON "scheme_files" USING btree ("scheme_id","version");