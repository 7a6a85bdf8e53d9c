CREATE TABLE "bank_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"format" text NOT NULL,
	"encoding" text,
	"rows" integer NOT NULL,
	"status" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"confirmed_by" text,
	"confirmed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "bank_rows" (
	"id" text PRIMARY KEY NOT NULL,
	"import_id" text NOT NULL,
	"line" integer NOT NULL,
	"transaction_no" text NOT NULL,
	"paid_on" text,
	"amount_fen" bigint,
	"payer_name" text NOT NULL,
	"note" text NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"reason_values" jsonb NOT NULL,
	"bill_id" text,
	"payment_id" text,
	"settled_by" text,
	"settled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "credit_moves" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"person_id" text NOT NULL,
	"lease_id" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"payment_id" text,
	"bill_id" text,
	"refund_id" text,
	"moved_on" text NOT NULL,
	"moved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "credit_moves_not_zero" CHECK (amount_fen <> 0),
	CONSTRAINT "credit_moves_sign" CHECK ((kind in ('overpaid', 'setAside')) = (amount_fen > 0))
);
--> statement-breakpoint
CREATE TABLE "online_events" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"nonce" text NOT NULL,
	"body_hash" text NOT NULL,
	"order_id" text NOT NULL,
	"kind" text NOT NULL,
	"outcome" text NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "online_orders" (
	"id" text PRIMARY KEY NOT NULL,
	"bill_id" text NOT NULL,
	"person_id" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"provider" text NOT NULL,
	"state" text NOT NULL,
	"payment_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "online_orders_above_zero" CHECK (amount_fen > 0),
	CONSTRAINT "online_orders_paid_by_payment" CHECK ((state = 'paid') = (payment_id is not null))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"reason" text NOT NULL,
	"proposal_id" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refunds_above_zero" CHECK (amount_fen > 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_decisions" (
	"proposal_id" text PRIMARY KEY NOT NULL,
	"outcome" text NOT NULL,
	"entry_id" text,
	"released_fen" bigint NOT NULL,
	"reason" text NOT NULL,
	"decided_by" text NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ledger_decisions_entry_if_posted" CHECK ((outcome = 'posted') = (entry_id is not null))
);
--> statement-breakpoint
CREATE TABLE "ledger_proposals" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"kind" text NOT NULL,
	"month" text NOT NULL,
	"effective_on" text NOT NULL,
	"reason" text NOT NULL,
	"legs" jsonb NOT NULL,
	"settles_id" text,
	"reverses_id" text,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "credit_fen" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "bank_rows" ADD CONSTRAINT "bank_rows_import_id_bank_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."bank_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_rows" ADD CONSTRAINT "bank_rows_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_rows" ADD CONSTRAINT "bank_rows_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_moves" ADD CONSTRAINT "credit_moves_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_moves" ADD CONSTRAINT "credit_moves_lease_id_leases_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."leases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_moves" ADD CONSTRAINT "credit_moves_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_moves" ADD CONSTRAINT "credit_moves_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_moves" ADD CONSTRAINT "credit_moves_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_orders" ADD CONSTRAINT "online_orders_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_orders" ADD CONSTRAINT "online_orders_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_orders" ADD CONSTRAINT "online_orders_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_proposal_id_ledger_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."ledger_proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_decisions" ADD CONSTRAINT "ledger_decisions_proposal_id_ledger_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."ledger_proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_decisions" ADD CONSTRAINT "ledger_decisions_entry_id_ledger_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."ledger_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bank_imports_one_per_file" ON "bank_imports" USING btree ("file_hash") WHERE status <> 'discarded';--> statement-breakpoint
CREATE INDEX "bank_imports_by_time" ON "bank_imports" USING btree ("made_at");--> statement-breakpoint
CREATE UNIQUE INDEX "bank_rows_one_per_line" ON "bank_rows" USING btree ("import_id","line");--> statement-breakpoint
CREATE UNIQUE INDEX "bank_rows_taken_once" ON "bank_rows" USING btree ("transaction_no") WHERE state in ('posted', 'waiting', 'dismissed');--> statement-breakpoint
CREATE INDEX "bank_rows_by_state" ON "bank_rows" USING btree ("state");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_moves_one_per_payment" ON "credit_moves" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "credit_moves_by_person" ON "credit_moves" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "credit_moves_by_bill" ON "credit_moves" USING btree ("bill_id");--> statement-breakpoint
CREATE UNIQUE INDEX "online_events_one_per_nonce" ON "online_events" USING btree ("provider","nonce");--> statement-breakpoint
CREATE INDEX "online_events_by_order" ON "online_events" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "online_orders_by_bill" ON "online_orders" USING btree ("bill_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_one_per_proposal" ON "refunds" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "refunds_by_person" ON "refunds" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_proposals_one_per_key" ON "ledger_proposals" USING btree ("key");
--> statement-breakpoint
CREATE TRIGGER ledger_proposals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_proposals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER ledger_decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_decisions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER credit_moves_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_moves FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER online_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON online_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE FUNCTION ledger_refuse_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF EXISTS (SELECT 1 FROM ledger_proposals WHERE id = NEW.proposal_id AND made_by = NEW.decided_by) THEN
		RAISE EXCEPTION 'ledger: nobody decides what they made';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_decisions_four_eyes BEFORE INSERT ON ledger_decisions FOR EACH ROW EXECUTE FUNCTION ledger_refuse_own();
