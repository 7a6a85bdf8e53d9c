CREATE TABLE "round_priorities" (
	"round_id" text NOT NULL,
	"category_id" text NOT NULL,
	"rank" integer NOT NULL,
	"application_id" text NOT NULL,
	CONSTRAINT "round_priorities_round_id_category_id_application_id_pk" PRIMARY KEY("round_id","category_id","application_id")
);
--> statement-breakpoint
ALTER TABLE "round_categories" ADD COLUMN "priority_reason" text;--> statement-breakpoint
ALTER TABLE "round_priorities" ADD CONSTRAINT "round_priorities_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_priorities" ADD CONSTRAINT "round_priorities_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "round_priorities_one_per_rank" ON "round_priorities" USING btree ("round_id","category_id","rank");