ALTER TABLE "fundings" DROP CONSTRAINT "fundings_above_zero";--> statement-breakpoint
ALTER TABLE "payouts" DROP CONSTRAINT "payouts_sent_by_file";--> statement-breakpoint
ALTER TABLE "fundings" ALTER COLUMN "settlement_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "fundings" ADD COLUMN "correction_id" text;--> statement-breakpoint
ALTER TABLE "fundings" ADD CONSTRAINT "fundings_correction_id_corrections_id_fk" FOREIGN KEY ("correction_id") REFERENCES "public"."corrections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "fundings_one_per_correction" ON "fundings" USING btree ("correction_id","fund");--> statement-breakpoint
ALTER TABLE "fundings" ADD CONSTRAINT "fundings_of_one_thing" CHECK ((settlement_id is null) <> (correction_id is null));--> statement-breakpoint
ALTER TABLE "fundings" ADD CONSTRAINT "fundings_above_zero" CHECK (amount_fen <> 0 and (amount_fen > 0 or correction_id is not null));--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_sent_by_file" CHECK ((status in ('ready', 'dropped')) = (file_id is null));