CREATE TABLE "register_rows" (
	"id" text PRIMARY KEY NOT NULL,
	"import_id" text NOT NULL,
	"line" integer NOT NULL,
	"person_id" text,
	"last_four" text NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"reason_values" jsonb NOT NULL,
	"changes" jsonb NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
DROP INDEX "register_imports_one_per_file";--> statement-breakpoint
ALTER TABLE "findings" ALTER COLUMN "subsidy_fen" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "register_imports" ADD COLUMN "format" text DEFAULT 'csv' NOT NULL;--> statement-breakpoint
ALTER TABLE "register_imports" ADD COLUMN "encoding" text;--> statement-breakpoint
ALTER TABLE "register_imports" ADD COLUMN "unknown" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "register_imports" ADD COLUMN "status" text DEFAULT 'preview' NOT NULL;--> statement-breakpoint
ALTER TABLE "register_imports" ADD COLUMN "confirmed_by" text;--> statement-breakpoint
ALTER TABLE "register_imports" ADD COLUMN "confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "register_rows" ADD CONSTRAINT "register_rows_import_id_register_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."register_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_rows" ADD CONSTRAINT "register_rows_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "register_rows_one_per_line" ON "register_rows" USING btree ("import_id","line");--> statement-breakpoint
CREATE INDEX "register_imports_by_register" ON "register_imports" USING btree ("register","as_of");--> statement-breakpoint
CREATE UNIQUE INDEX "register_imports_one_per_file" ON "register_imports" USING btree ("file_hash") WHERE status <> 'discarded';