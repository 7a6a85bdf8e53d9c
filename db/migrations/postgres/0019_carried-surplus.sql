CREATE TABLE "carried_moves" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"lease_id" text NOT NULL,
	"scheme_id" text NOT NULL,
	"month" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"offset_id" text,
	"correction_line_id" text,
	"moved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "carried_moves_not_zero" CHECK (amount_fen <> 0),
	CONSTRAINT "carried_moves_of_one_thing" CHECK ((offset_id is null) <> (correction_line_id is null))
);
--> statement-breakpoint
ALTER TABLE "offsets" DROP CONSTRAINT "offsets_sum";--> statement-breakpoint
ALTER TABLE "correction_lines" ADD COLUMN "carried_before_fen" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "correction_lines" ADD COLUMN "carried_after_fen" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "correction_lines" ADD COLUMN "carried_before" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "correction_lines" ADD COLUMN "carried" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "offsets" ADD COLUMN "carried_fen" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "offsets" ADD COLUMN "carried" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "carried_moves" ADD CONSTRAINT "carried_moves_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carried_moves" ADD CONSTRAINT "carried_moves_lease_id_leases_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."leases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carried_moves" ADD CONSTRAINT "carried_moves_offset_id_offsets_id_fk" FOREIGN KEY ("offset_id") REFERENCES "public"."offsets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "carried_moves" ADD CONSTRAINT "carried_moves_correction_line_id_correction_lines_id_fk" FOREIGN KEY ("correction_line_id") REFERENCES "public"."correction_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "carried_moves_one_per_offset" ON "carried_moves" USING btree ("offset_id","scheme_id");--> statement-breakpoint
CREATE UNIQUE INDEX "carried_moves_one_per_correction" ON "carried_moves" USING btree ("correction_line_id","scheme_id");--> statement-breakpoint
CREATE INDEX "carried_moves_by_person" ON "carried_moves" USING btree ("person_id","scheme_id");--> statement-breakpoint
ALTER TABLE "offsets" ADD CONSTRAINT "offsets_sum" CHECK (subsidy_fen = offset_fen + surplus_fen + carried_fen and subsidy_fen >= 0 and offset_fen >= 0 and surplus_fen >= 0);