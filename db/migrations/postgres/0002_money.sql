CREATE TABLE "bill_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"bill_id" text NOT NULL,
	"kind" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"from_on" text,
	"to_on" text,
	"reason" text NOT NULL,
	"detail" jsonb NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "bill_lines_not_zero" CHECK (amount_fen <> 0)
);
--> statement-breakpoint
CREATE TABLE "deposit_returns" (
	"id" text PRIMARY KEY NOT NULL,
	"lease_id" text NOT NULL,
	"deposit_fen" bigint NOT NULL,
	"deductions" jsonb NOT NULL,
	"returned_fen" bigint NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "deposit_returns_not_negative" CHECK (returned_fen >= 0 and returned_fen <= deposit_fen)
);
--> statement-breakpoint
CREATE TABLE "periods" (
	"month" text PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"closed_by" text NOT NULL,
	"closed_at" timestamp (3) with time zone NOT NULL,
	"reopened_by" text,
	"reopened_at" timestamp (3) with time zone,
	"reopen_reason" text
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"bill_id" text NOT NULL,
	"kind" text NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reminders_bill_id_kind_pk" PRIMARY KEY("bill_id","kind")
);
--> statement-breakpoint
CREATE TABLE "write_offs" (
	"id" text PRIMARY KEY NOT NULL,
	"bill_id" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"reason" text NOT NULL,
	"proposal_id" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "write_offs_above_zero" CHECK (amount_fen > 0)
);
--> statement-breakpoint
CREATE TABLE "clawback_moves" (
	"id" text PRIMARY KEY NOT NULL,
	"clawback_id" text NOT NULL,
	"kind" text NOT NULL,
	"month" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"bill_id" text,
	"moved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "clawback_moves_above_zero" CHECK (amount_fen > 0)
);
--> statement-breakpoint
CREATE TABLE "clawbacks" (
	"id" text PRIMARY KEY NOT NULL,
	"clawback_no" text NOT NULL,
	"person_id" text NOT NULL,
	"lease_id" text NOT NULL,
	"correction_line_id" text,
	"amount_fen" bigint NOT NULL,
	"monthly_limit_fen" bigint NOT NULL,
	"from_month" text NOT NULL,
	"reason" text NOT NULL,
	"status" text NOT NULL,
	"proposal_id" text,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "clawbacks_above_zero" CHECK (amount_fen > 0 and monthly_limit_fen > 0),
	CONSTRAINT "clawbacks_four_eyes" CHECK (decided_by is null or decided_by <> made_by)
);
--> statement-breakpoint
CREATE TABLE "correction_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"correction_id" text NOT NULL,
	"bill_id" text NOT NULL,
	"person_id" text NOT NULL,
	"lease_id" text NOT NULL,
	"month" text NOT NULL,
	"sequence" integer NOT NULL,
	"to_on" text,
	"rent_before_fen" bigint NOT NULL,
	"rent_after_fen" bigint NOT NULL,
	"subsidy_before_fen" bigint NOT NULL,
	"subsidy_after_fen" bigint NOT NULL,
	"offset_before_fen" bigint NOT NULL,
	"offset_after_fen" bigint NOT NULL,
	"surplus_before_fen" bigint NOT NULL,
	"surplus_after_fen" bigint NOT NULL,
	"eligible" boolean NOT NULL,
	"parts" jsonb NOT NULL,
	"facts" jsonb NOT NULL,
	"months_used" jsonb NOT NULL,
	"versions" jsonb NOT NULL,
	"failed" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "corrections" (
	"id" text PRIMARY KEY NOT NULL,
	"correction_no" text NOT NULL,
	"cause" text NOT NULL,
	"reason" text NOT NULL,
	"month" text NOT NULL,
	"status" text NOT NULL,
	"content_hash" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"decided_reason" text,
	CONSTRAINT "corrections_four_eyes" CHECK (status <> 'posted' or (decided_by is not null and decided_by <> made_by))
);
--> statement-breakpoint
CREATE TABLE "meter_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"rows" integer NOT NULL,
	"status" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"confirmed_by" text,
	"confirmed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "meter_readings" (
	"id" text PRIMARY KEY NOT NULL,
	"meter_id" text NOT NULL,
	"read_on" text NOT NULL,
	"value_hundredths" integer NOT NULL,
	"source" text NOT NULL,
	"accepted_reason" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "meter_readings_not_negative" CHECK (value_hundredths >= 0)
);
--> statement-breakpoint
CREATE TABLE "meter_rows" (
	"id" text PRIMARY KEY NOT NULL,
	"import_id" text NOT NULL,
	"line" integer NOT NULL,
	"serial_no" text NOT NULL,
	"read_on" text,
	"value_hundredths" integer,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"reason_values" jsonb NOT NULL,
	"reading_id" text
);
--> statement-breakpoint
CREATE TABLE "meters" (
	"id" text PRIMARY KEY NOT NULL,
	"unit_id" text NOT NULL,
	"kind" text NOT NULL,
	"serial_no" text NOT NULL,
	"installed_on" text NOT NULL,
	"retired_on" text
);
--> statement-breakpoint
CREATE TABLE "budget_moves" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"year" integer NOT NULL,
	"fund" text NOT NULL,
	"kind" text NOT NULL,
	"month" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"settlement_id" text,
	"correction_id" text,
	"reason" text NOT NULL,
	"made_by" text NOT NULL,
	"approved_by" text,
	"moved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "budget_moves_not_zero" CHECK (amount_fen <> 0)
);
--> statement-breakpoint
CREATE TABLE "payout_files" (
	"id" text PRIMARY KEY NOT NULL,
	"file_no" text NOT NULL,
	"rows" integer NOT NULL,
	"amount_fen" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payouts" (
	"id" text PRIMARY KEY NOT NULL,
	"payout_no" text NOT NULL,
	"settlement_id" text,
	"offset_id" text,
	"correction_line_id" text,
	"person_id" text NOT NULL,
	"lease_id" text NOT NULL,
	"month" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"status" text NOT NULL,
	"attempt" integer NOT NULL,
	"file_id" text,
	"sent_at" timestamp (3) with time zone,
	"settled_on" text,
	"reference" text,
	"return_reason" text,
	"settled_by" text,
	CONSTRAINT "payouts_above_zero" CHECK (amount_fen > 0)
);
--> statement-breakpoint
CREATE TABLE "person_accounts" (
	"person_id" text PRIMARY KEY NOT NULL,
	"holder_name" text NOT NULL,
	"bank_name" text NOT NULL,
	"account_sealed" text NOT NULL,
	"last_four" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"person_id" text NOT NULL,
	"month" text NOT NULL,
	"state" text NOT NULL,
	"subsidy_fen" integer NOT NULL,
	"parts" jsonb NOT NULL,
	"became" jsonb NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL,
	"told_at" timestamp (3) with time zone,
	"seen_by" text,
	"seen_at" timestamp (3) with time zone,
	CONSTRAINT "findings_person_id_month_pk" PRIMARY KEY("person_id","month")
);
--> statement-breakpoint
CREATE TABLE "register_facts" (
	"id" text PRIMARY KEY NOT NULL,
	"import_id" text NOT NULL,
	"person_id" text NOT NULL,
	"field" text NOT NULL,
	"before" text,
	"after" text,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "register_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"register" text NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"as_of" text NOT NULL,
	"rows" integer NOT NULL,
	"changed" integer NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scheme_drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"base_scheme_id" text NOT NULL,
	"base_version" text NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"state" text NOT NULL,
	"revision" integer NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"proposed_by" text,
	"proposed_at" timestamp (3) with time zone,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"decided_reason" text,
	CONSTRAINT "scheme_drafts_four_eyes" CHECK (state <> 'published' or (decided_by is not null and decided_by <> made_by and decided_by <> proposed_by))
);
--> statement-breakpoint
CREATE TABLE "scheme_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"scheme_id" text NOT NULL,
	"version" text NOT NULL,
	"sequence" integer NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"draft_id" text,
	"proposed_by" text NOT NULL,
	"published_by" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "scheme_versions_four_eyes" CHECK (published_by <> proposed_by)
);
--> statement-breakpoint
ALTER TABLE "bills" ADD COLUMN "other_fen" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "complexes" ADD COLUMN "plan" jsonb;--> statement-breakpoint
ALTER TABLE "ledger_legs" ADD COLUMN "fund" text;--> statement-breakpoint
ALTER TABLE "offsets" ADD COLUMN "held_by" text;--> statement-breakpoint
ALTER TABLE "offsets" ADD COLUMN "held_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "offsets" ADD COLUMN "held_reason" text;--> statement-breakpoint
ALTER TABLE "settlements" ADD COLUMN "versions" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "settlements" ADD COLUMN "funded_on" text;--> statement-breakpoint
ALTER TABLE "settlements" ADD COLUMN "funded_reference" text;--> statement-breakpoint
ALTER TABLE "settlements" ADD COLUMN "funded_by" text;--> statement-breakpoint
ALTER TABLE "settlements" ADD COLUMN "funded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "settlements" ADD COLUMN "disbursed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "settlements" ADD COLUMN "closed_by" text;--> statement-breakpoint
ALTER TABLE "settlements" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "bill_lines" ADD CONSTRAINT "bill_lines_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deposit_returns" ADD CONSTRAINT "deposit_returns_lease_id_leases_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."leases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_offs" ADD CONSTRAINT "write_offs_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "write_offs" ADD CONSTRAINT "write_offs_proposal_id_ledger_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."ledger_proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clawback_moves" ADD CONSTRAINT "clawback_moves_clawback_id_clawbacks_id_fk" FOREIGN KEY ("clawback_id") REFERENCES "public"."clawbacks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clawback_moves" ADD CONSTRAINT "clawback_moves_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clawbacks" ADD CONSTRAINT "clawbacks_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clawbacks" ADD CONSTRAINT "clawbacks_lease_id_leases_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."leases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clawbacks" ADD CONSTRAINT "clawbacks_correction_line_id_correction_lines_id_fk" FOREIGN KEY ("correction_line_id") REFERENCES "public"."correction_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clawbacks" ADD CONSTRAINT "clawbacks_proposal_id_ledger_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."ledger_proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction_lines" ADD CONSTRAINT "correction_lines_correction_id_corrections_id_fk" FOREIGN KEY ("correction_id") REFERENCES "public"."corrections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction_lines" ADD CONSTRAINT "correction_lines_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction_lines" ADD CONSTRAINT "correction_lines_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "correction_lines" ADD CONSTRAINT "correction_lines_lease_id_leases_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."leases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meter_readings" ADD CONSTRAINT "meter_readings_meter_id_meters_id_fk" FOREIGN KEY ("meter_id") REFERENCES "public"."meters"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meter_rows" ADD CONSTRAINT "meter_rows_import_id_meter_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."meter_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meter_rows" ADD CONSTRAINT "meter_rows_reading_id_meter_readings_id_fk" FOREIGN KEY ("reading_id") REFERENCES "public"."meter_readings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meters" ADD CONSTRAINT "meters_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_moves" ADD CONSTRAINT "budget_moves_settlement_id_settlements_id_fk" FOREIGN KEY ("settlement_id") REFERENCES "public"."settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_moves" ADD CONSTRAINT "budget_moves_correction_id_corrections_id_fk" FOREIGN KEY ("correction_id") REFERENCES "public"."corrections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_settlement_id_settlements_id_fk" FOREIGN KEY ("settlement_id") REFERENCES "public"."settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_offset_id_offsets_id_fk" FOREIGN KEY ("offset_id") REFERENCES "public"."offsets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_correction_line_id_correction_lines_id_fk" FOREIGN KEY ("correction_line_id") REFERENCES "public"."correction_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_lease_id_leases_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."leases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payouts" ADD CONSTRAINT "payouts_file_id_payout_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."payout_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_accounts" ADD CONSTRAINT "person_accounts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_facts" ADD CONSTRAINT "register_facts_import_id_register_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."register_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "register_facts" ADD CONSTRAINT "register_facts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheme_versions" ADD CONSTRAINT "scheme_versions_draft_id_scheme_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."scheme_drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bill_lines_one_per_key" ON "bill_lines" USING btree ("key");--> statement-breakpoint
CREATE INDEX "bill_lines_by_bill" ON "bill_lines" USING btree ("bill_id");--> statement-breakpoint
CREATE UNIQUE INDEX "deposit_returns_one_per_lease" ON "deposit_returns" USING btree ("lease_id");--> statement-breakpoint
CREATE UNIQUE INDEX "write_offs_one_per_proposal" ON "write_offs" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "write_offs_by_bill" ON "write_offs" USING btree ("bill_id");--> statement-breakpoint
CREATE INDEX "clawback_moves_by_clawback" ON "clawback_moves" USING btree ("clawback_id");--> statement-breakpoint
CREATE UNIQUE INDEX "clawback_moves_billed_once" ON "clawback_moves" USING btree ("clawback_id","month") WHERE kind = 'billed';--> statement-breakpoint
CREATE UNIQUE INDEX "clawbacks_one_per_no" ON "clawbacks" USING btree ("clawback_no");--> statement-breakpoint
CREATE INDEX "clawbacks_by_person" ON "clawbacks" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "correction_lines_one_per_bill" ON "correction_lines" USING btree ("correction_id","bill_id");--> statement-breakpoint
CREATE INDEX "correction_lines_by_bill" ON "correction_lines" USING btree ("bill_id");--> statement-breakpoint
CREATE INDEX "correction_lines_by_person" ON "correction_lines" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "corrections_one_per_no" ON "corrections" USING btree ("correction_no");--> statement-breakpoint
CREATE INDEX "corrections_by_month" ON "corrections" USING btree ("month");--> statement-breakpoint
CREATE UNIQUE INDEX "meter_imports_one_per_file" ON "meter_imports" USING btree ("file_hash") WHERE status <> 'discarded';--> statement-breakpoint
CREATE UNIQUE INDEX "meter_readings_one_per_day" ON "meter_readings" USING btree ("meter_id","read_on");--> statement-breakpoint
CREATE UNIQUE INDEX "meter_rows_one_per_line" ON "meter_rows" USING btree ("import_id","line");--> statement-breakpoint
CREATE INDEX "meter_rows_by_state" ON "meter_rows" USING btree ("state");--> statement-breakpoint
CREATE UNIQUE INDEX "meters_one_per_serial" ON "meters" USING btree ("serial_no");--> statement-breakpoint
CREATE INDEX "meters_by_unit" ON "meters" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "budget_moves_one_per_key" ON "budget_moves" USING btree ("key");--> statement-breakpoint
CREATE INDEX "budget_moves_by_year" ON "budget_moves" USING btree ("year","fund");--> statement-breakpoint
CREATE UNIQUE INDEX "payout_files_one_per_no" ON "payout_files" USING btree ("file_no");--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_one_per_no" ON "payouts" USING btree ("payout_no");--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_one_per_offset_and_attempt" ON "payouts" USING btree ("offset_id","attempt");--> statement-breakpoint
CREATE UNIQUE INDEX "payouts_one_per_correction_and_attempt" ON "payouts" USING btree ("correction_line_id","attempt");--> statement-breakpoint
CREATE INDEX "payouts_by_settlement" ON "payouts" USING btree ("settlement_id");--> statement-breakpoint
CREATE INDEX "payouts_by_person" ON "payouts" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "payouts_by_status" ON "payouts" USING btree ("status");--> statement-breakpoint
CREATE INDEX "findings_by_state" ON "findings" USING btree ("state");--> statement-breakpoint
CREATE INDEX "register_facts_by_person" ON "register_facts" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "register_imports_one_per_file" ON "register_imports" USING btree ("file_hash");--> statement-breakpoint
CREATE INDEX "scheme_drafts_by_state" ON "scheme_drafts" USING btree ("state");--> statement-breakpoint
CREATE UNIQUE INDEX "scheme_versions_one_per_version" ON "scheme_versions" USING btree ("scheme_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "scheme_versions_one_per_sequence" ON "scheme_versions" USING btree ("scheme_id","sequence");