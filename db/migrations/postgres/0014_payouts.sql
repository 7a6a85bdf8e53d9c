CREATE TABLE "fundings" (
	"id" text PRIMARY KEY NOT NULL,
	"settlement_id" text NOT NULL,
	"fund" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"paid_on" text NOT NULL,
	"reference" text NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "fundings_above_zero" CHECK (amount_fen > 0)
);
--> statement-breakpoint
CREATE TABLE "payout_answers" (
	"id" text PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"lines" jsonb NOT NULL,
	"status" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD COLUMN "for_month" text;--> statement-breakpoint
ALTER TABLE "budget_moves" ADD COLUMN "proposal_id" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "made_by" text NOT NULL;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "made_at" timestamp (3) with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "holder_name" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "bank_name" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "account_sealed" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "last_four" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "paid_on" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "paid_by" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "returned_on" text;--> statement-breakpoint
ALTER TABLE "payouts" ADD COLUMN "returned_by" text;--> statement-breakpoint
ALTER TABLE "fundings" ADD CONSTRAINT "fundings_settlement_id_settlements_id_fk" FOREIGN KEY ("settlement_id") REFERENCES "public"."settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "fundings_one_per_fund" ON "fundings" USING btree ("settlement_id","fund");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_answers_one_per_file" ON "payout_answers" USING btree ("file_hash") WHERE status <> 'discarded';--> statement-breakpoint
CREATE INDEX "payout_answers_by_time" ON "payout_answers" USING btree ("made_at");--> statement-breakpoint
ALTER TABLE "budget_moves" ADD CONSTRAINT "budget_moves_proposal_id_ledger_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."ledger_proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "payouts_by_file" ON "payouts" USING btree ("file_id");--> statement-breakpoint
ALTER TABLE "payouts" DROP COLUMN "settled_on";--> statement-breakpoint
ALTER TABLE "payouts" DROP COLUMN "settled_by";--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_of_one_thing" CHECK ((offset_id is null) <> (correction_line_id is null));--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_sent_by_file" CHECK ((status = 'ready') = (file_id is null));--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_paid_or_returned_on" CHECK ((status <> 'paid' or paid_on is not null) and ((status = 'returned') = (returned_on is not null)));