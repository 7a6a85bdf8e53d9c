CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_codes" (
	"id" text PRIMARY KEY NOT NULL,
	"phone_hash" text NOT NULL,
	"phone_sealed" text NOT NULL,
	"code_hash" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"name" text,
	"person_id" text,
	"email" text,
	"password_hash" text,
	"failed_sign_ins" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp (3) with time zone,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "application_choices" (
	"application_id" text NOT NULL,
	"position" integer NOT NULL,
	"category_id" text NOT NULL,
	CONSTRAINT "application_choices_application_id_position_pk" PRIMARY KEY("application_id","position")
);
--> statement-breakpoint
CREATE TABLE "application_members" (
	"application_id" text NOT NULL,
	"round_id" text NOT NULL,
	"person_id" text NOT NULL,
	"facts" jsonb NOT NULL,
	"authorised" boolean NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "application_members_application_id_person_id_pk" PRIMARY KEY("application_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" text PRIMARY KEY NOT NULL,
	"round_id" text NOT NULL,
	"person_id" text NOT NULL,
	"receipt_no" text NOT NULL,
	"status" text NOT NULL,
	"any_other" boolean NOT NULL,
	"floor_wish" text,
	"max_net_rent_fen" bigint,
	"max_rent_fen" bigint,
	"stays_waiting" boolean NOT NULL,
	"facts" jsonb NOT NULL,
	"invite_code" text,
	"lease_id" text,
	"source" text NOT NULL,
	"entered_by" text,
	"staff_reason" text,
	"version" integer NOT NULL,
	"submitted_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
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
CREATE TABLE "bills" (
	"id" text PRIMARY KEY NOT NULL,
	"bill_no" text NOT NULL,
	"lease_id" text NOT NULL,
	"person_id" text NOT NULL,
	"month" text NOT NULL,
	"from_on" text NOT NULL,
	"to_on" text NOT NULL,
	"due_on" text NOT NULL,
	"rent_fen" bigint NOT NULL,
	"offset_fen" bigint NOT NULL,
	"paid_fen" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "bills_offset_within_rent" CHECK (offset_fen >= 0 and offset_fen <= rent_fen)
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
CREATE TABLE "payments" (
	"id" text PRIMARY KEY NOT NULL,
	"bill_id" text NOT NULL,
	"person_id" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"paid_on" text NOT NULL,
	"method" text NOT NULL,
	"reference" text NOT NULL,
	"credit_fen" bigint DEFAULT 0 NOT NULL,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "payments_above_zero" CHECK (amount_fen > 0)
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
CREATE TABLE "draw_reaches" (
	"draw_id" text NOT NULL,
	"category_id" text NOT NULL,
	"class" text NOT NULL,
	"places" integer NOT NULL,
	"given" integer NOT NULL,
	"last_rank" integer,
	CONSTRAINT "draw_reaches_draw_id_category_id_class_pk" PRIMARY KEY("draw_id","category_id","class")
);
--> statement-breakpoint
CREATE TABLE "draw_results" (
	"draw_id" text NOT NULL,
	"application_id" text NOT NULL,
	"rank" integer NOT NULL,
	"key" text NOT NULL,
	"category_id" text,
	"choice" integer,
	"unit_id" text,
	"bed" integer,
	CONSTRAINT "draw_results_draw_id_application_id_pk" PRIMARY KEY("draw_id","application_id")
);
--> statement-breakpoint
CREATE TABLE "draws" (
	"id" text PRIMARY KEY NOT NULL,
	"round_id" text NOT NULL,
	"status" text NOT NULL,
	"run_no" integer,
	"typed" jsonb NOT NULL,
	"randomness" text NOT NULL,
	"code" text,
	"roster_hash" text NOT NULL,
	"reason" text,
	"proposed_at" timestamp (3) with time zone NOT NULL,
	"proposed_by" text NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"confirmed_by" text,
	"drawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "exchange_moves" (
	"draw_id" text NOT NULL,
	"no" integer NOT NULL,
	"kind" text NOT NULL,
	"application_ids" jsonb NOT NULL,
	CONSTRAINT "exchange_moves_draw_id_no_pk" PRIMARY KEY("draw_id","no")
);
--> statement-breakpoint
CREATE TABLE "buildings" (
	"id" text PRIMARY KEY NOT NULL,
	"complex_id" text NOT NULL,
	"no" integer NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"floors" integer NOT NULL,
	"plan" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "complexes" (
	"id" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"address_zh" text NOT NULL,
	"address_en" text NOT NULL,
	"scheme" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "room_types" (
	"id" text PRIMARY KEY NOT NULL,
	"complex_id" text NOT NULL,
	"position" integer NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"description_zh" text NOT NULL,
	"description_en" text NOT NULL,
	"area_m_2" integer NOT NULL,
	"beds" integer NOT NULL,
	"rent_fen" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "units" (
	"id" text PRIMARY KEY NOT NULL,
	"building_id" text NOT NULL,
	"room_type_id" text NOT NULL,
	"room_no" text NOT NULL,
	"floor" integer NOT NULL,
	"status" text NOT NULL,
	"status_reason" text,
	"status_at" timestamp (3) with time zone NOT NULL,
	"bed_gender" text
);
--> statement-breakpoint
CREATE TABLE "lease_tenants" (
	"lease_id" text NOT NULL,
	"person_id" text NOT NULL,
	"weight" integer NOT NULL,
	"offset_mode" text NOT NULL,
	"authorised_at" timestamp (3) with time zone,
	CONSTRAINT "lease_tenants_lease_id_person_id_pk" PRIMARY KEY("lease_id","person_id"),
	CONSTRAINT "lease_tenants_weight_above_zero" CHECK (weight > 0)
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"id" text PRIMARY KEY NOT NULL,
	"lease_no" text NOT NULL,
	"unit_id" text NOT NULL,
	"bed" integer DEFAULT 0 NOT NULL,
	"offer_id" text,
	"moved_from_id" text,
	"status" text NOT NULL,
	"starts_on" text NOT NULL,
	"ends_on" text NOT NULL,
	"ended_on" text,
	"rent_fen" bigint NOT NULL,
	"deposit_fen" bigint NOT NULL,
	"registration_no" text,
	"registered_on" text,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"checked_in_at" timestamp (3) with time zone,
	"checked_out_at" timestamp (3) with time zone,
	CONSTRAINT "leases_end_after_start" CHECK (ends_on >= starts_on),
	CONSTRAINT "leases_rent_above_zero" CHECK (rent_fen > 0)
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
CREATE TABLE "ledger_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"kind" text NOT NULL,
	"month" text NOT NULL,
	"effective_on" text NOT NULL,
	"posted_at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	"settles_id" text,
	"reverses_id" text,
	"made_by" text NOT NULL,
	"approved_by" text,
	CONSTRAINT "ledger_entries_four_eyes" CHECK (approved_by is null or approved_by <> made_by)
);
--> statement-breakpoint
CREATE TABLE "ledger_legs" (
	"entry_id" text NOT NULL,
	"seq" integer NOT NULL,
	"account" text NOT NULL,
	"person_id" text,
	"lease_id" text,
	"amount_fen" bigint NOT NULL,
	CONSTRAINT "ledger_legs_entry_id_seq_pk" PRIMARY KEY("entry_id","seq"),
	CONSTRAINT "ledger_legs_not_zero" CHECK (amount_fen <> 0)
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
CREATE TABLE "offers" (
	"id" text PRIMARY KEY NOT NULL,
	"round_id" text NOT NULL,
	"application_id" text NOT NULL,
	"person_id" text NOT NULL,
	"category_id" text NOT NULL,
	"unit_id" text NOT NULL,
	"bed" integer NOT NULL,
	"status" text NOT NULL,
	"offered_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"reason_code" text,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "turns" (
	"round_id" text NOT NULL,
	"application_id" text NOT NULL,
	"rank" integer NOT NULL,
	"status" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"missed_before" integer NOT NULL,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "turns_round_id_application_id_pk" PRIMARY KEY("round_id","application_id")
);
--> statement-breakpoint
CREATE TABLE "wait_events" (
	"id" text PRIMARY KEY NOT NULL,
	"round_id" text NOT NULL,
	"category_id" text NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"application_id" text,
	"position" integer,
	"unit_id" text,
	"bed" integer
);
--> statement-breakpoint
CREATE TABLE "waitlist" (
	"round_id" text NOT NULL,
	"category_id" text NOT NULL,
	"application_id" text NOT NULL,
	"position" integer NOT NULL,
	"status" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "waitlist_round_id_category_id_application_id_pk" PRIMARY KEY("round_id","category_id","application_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"phone_sealed" text NOT NULL,
	"phone_hash" text NOT NULL,
	"name" text,
	"resident_id_sealed" text,
	"resident_id_hash" text,
	"birth_date" text,
	"gender" text,
	"degree" text,
	"skill" text,
	"full_time_degree" boolean,
	"school" text,
	"major" text,
	"graduated_on" text,
	"employer_name" text,
	"employer_kind" text,
	"recruited_on" text,
	"first_insured_on" text,
	"insured_months" integer,
	"insured_months_as_of" text,
	"owns_local_home" boolean,
	"spouse_owns_local_home" boolean,
	"lease_registered" boolean,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" text NOT NULL,
	"actor_role" text NOT NULL,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"name" text PRIMARY KEY NOT NULL,
	"value" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"person_id" text,
	"to_sealed" text,
	"secret_sealed" text,
	"values" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "objections" (
	"id" text PRIMARY KEY NOT NULL,
	"round_id" text NOT NULL,
	"stage" text NOT NULL,
	"status" text NOT NULL,
	"person_id" text,
	"contact_sealed" text,
	"about" text,
	"statement" text NOT NULL,
	"answer" text,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"raised_by" text NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text
);
--> statement-breakpoint
CREATE TABLE "round_categories" (
	"round_id" text NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"building_id" text NOT NULL,
	"room_type_id" text NOT NULL,
	"by_bed" boolean NOT NULL,
	"gender" text,
	"min_group" integer NOT NULL,
	"max_group" integer NOT NULL,
	"rent_fen" bigint NOT NULL,
	"reserves" jsonb NOT NULL,
	CONSTRAINT "round_categories_round_id_id_pk" PRIMARY KEY("round_id","id")
);
--> statement-breakpoint
CREATE TABLE "round_files" (
	"round_id" text NOT NULL,
	"run_no" integer NOT NULL,
	"kind" text NOT NULL,
	"sha256" text NOT NULL,
	"content" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "round_files_round_id_run_no_kind_pk" PRIMARY KEY("round_id","run_no","kind")
);
--> statement-breakpoint
CREATE TABLE "round_places" (
	"round_id" text NOT NULL,
	"unit_id" text NOT NULL,
	"bed" integer NOT NULL,
	"category_id" text,
	"label" text,
	"tenant_of" text,
	"held_by" text,
	"held_until" timestamp (3) with time zone,
	"taken_by" text,
	"taken_at" timestamp (3) with time zone,
	CONSTRAINT "round_places_round_id_unit_id_bed_pk" PRIMARY KEY("round_id","unit_id","bed")
);
--> statement-breakpoint
CREATE TABLE "rounds" (
	"id" text PRIMARY KEY NOT NULL,
	"complex_id" text NOT NULL,
	"code" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"mechanism" text NOT NULL,
	"status" text NOT NULL,
	"opens_at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone NOT NULL,
	"move_in_on" text NOT NULL,
	"offer_hours" integer NOT NULL,
	"rules" text NOT NULL,
	"terms" jsonb NOT NULL,
	"randomness_sources" jsonb NOT NULL,
	"randomness_fallback" text NOT NULL,
	"commitment" text NOT NULL,
	"chain_secret_sealed" text NOT NULL,
	"chain_length" integer NOT NULL,
	"roster_hash" text,
	"roster_count" integer,
	"units_hash" text,
	"terms_hash" text,
	"announced_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"roster_notice_at" timestamp (3) with time zone,
	"roster_notice_until" timestamp (3) with time zone,
	"frozen_at" timestamp (3) with time zone,
	"drawn_at" timestamp (3) with time zone,
	"published_at" timestamp (3) with time zone,
	"results_notice_until" timestamp (3) with time zone,
	"offering_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"waitlist_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "offset_parts" (
	"offset_id" text NOT NULL,
	"part" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	CONSTRAINT "offset_parts_offset_id_part_pk" PRIMARY KEY("offset_id","part"),
	CONSTRAINT "offset_parts_above_zero" CHECK (amount_fen > 0)
);
--> statement-breakpoint
CREATE TABLE "offsets" (
	"id" text PRIMARY KEY NOT NULL,
	"settlement_id" text NOT NULL,
	"bill_id" text NOT NULL,
	"person_id" text NOT NULL,
	"lease_id" text NOT NULL,
	"month" text NOT NULL,
	"mode" text NOT NULL,
	"eligible" boolean NOT NULL,
	"subsidy_fen" bigint NOT NULL,
	"offset_fen" bigint NOT NULL,
	"surplus_fen" bigint NOT NULL,
	"facts" jsonb NOT NULL,
	"months_used" jsonb NOT NULL,
	"failed" jsonb NOT NULL,
	CONSTRAINT "offsets_sum" CHECK (subsidy_fen = offset_fen + surplus_fen and offset_fen >= 0 and surplus_fen >= 0)
);
--> statement-breakpoint
CREATE TABLE "settlements" (
	"id" text PRIMARY KEY NOT NULL,
	"month" text NOT NULL,
	"sequence" integer NOT NULL,
	"status" text NOT NULL,
	"scheme_id" text NOT NULL,
	"scheme_version" text NOT NULL,
	"content_hash" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"checked_by" text,
	"checked_at" timestamp (3) with time zone,
	"approved_by" text,
	"approved_at" timestamp (3) with time zone,
	CONSTRAINT "settlements_four_eyes" CHECK (approved_by is null or (approved_by <> made_by and approved_by <> checked_by))
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_choices" ADD CONSTRAINT "application_choices_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_members" ADD CONSTRAINT "application_members_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_members" ADD CONSTRAINT "application_members_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_members" ADD CONSTRAINT "application_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "applications" ADD CONSTRAINT "applications_entered_by_users_id_fk" FOREIGN KEY ("entered_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_rows" ADD CONSTRAINT "bank_rows_import_id_bank_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."bank_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_rows" ADD CONSTRAINT "bank_rows_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_rows" ADD CONSTRAINT "bank_rows_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bills" ADD CONSTRAINT "bills_lease_id_leases_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."leases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bills" ADD CONSTRAINT "bills_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_moves" ADD CONSTRAINT "credit_moves_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_moves" ADD CONSTRAINT "credit_moves_lease_id_leases_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."leases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_moves" ADD CONSTRAINT "credit_moves_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_moves" ADD CONSTRAINT "credit_moves_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_moves" ADD CONSTRAINT "credit_moves_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_orders" ADD CONSTRAINT "online_orders_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_orders" ADD CONSTRAINT "online_orders_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_orders" ADD CONSTRAINT "online_orders_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_proposal_id_ledger_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."ledger_proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draw_reaches" ADD CONSTRAINT "draw_reaches_draw_id_draws_id_fk" FOREIGN KEY ("draw_id") REFERENCES "public"."draws"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draw_results" ADD CONSTRAINT "draw_results_draw_id_draws_id_fk" FOREIGN KEY ("draw_id") REFERENCES "public"."draws"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draw_results" ADD CONSTRAINT "draw_results_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draw_results" ADD CONSTRAINT "draw_results_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draws" ADD CONSTRAINT "draws_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draws" ADD CONSTRAINT "draws_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draws" ADD CONSTRAINT "draws_confirmed_by_users_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exchange_moves" ADD CONSTRAINT "exchange_moves_draw_id_draws_id_fk" FOREIGN KEY ("draw_id") REFERENCES "public"."draws"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "buildings" ADD CONSTRAINT "buildings_complex_id_complexes_id_fk" FOREIGN KEY ("complex_id") REFERENCES "public"."complexes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_types" ADD CONSTRAINT "room_types_complex_id_complexes_id_fk" FOREIGN KEY ("complex_id") REFERENCES "public"."complexes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_building_id_buildings_id_fk" FOREIGN KEY ("building_id") REFERENCES "public"."buildings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_room_type_id_room_types_id_fk" FOREIGN KEY ("room_type_id") REFERENCES "public"."room_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lease_tenants" ADD CONSTRAINT "lease_tenants_lease_id_leases_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."leases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lease_tenants" ADD CONSTRAINT "lease_tenants_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leases" ADD CONSTRAINT "leases_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leases" ADD CONSTRAINT "leases_offer_id_offers_id_fk" FOREIGN KEY ("offer_id") REFERENCES "public"."offers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_decisions" ADD CONSTRAINT "ledger_decisions_proposal_id_ledger_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."ledger_proposals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_decisions" ADD CONSTRAINT "ledger_decisions_entry_id_ledger_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."ledger_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offers" ADD CONSTRAINT "offers_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "turns" ADD CONSTRAINT "turns_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "turns" ADD CONSTRAINT "turns_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wait_events" ADD CONSTRAINT "wait_events_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wait_events" ADD CONSTRAINT "wait_events_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wait_events" ADD CONSTRAINT "wait_events_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waitlist" ADD CONSTRAINT "waitlist_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waitlist" ADD CONSTRAINT "waitlist_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_raised_by_users_id_fk" FOREIGN KEY ("raised_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_categories" ADD CONSTRAINT "round_categories_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_categories" ADD CONSTRAINT "round_categories_building_id_buildings_id_fk" FOREIGN KEY ("building_id") REFERENCES "public"."buildings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_categories" ADD CONSTRAINT "round_categories_room_type_id_room_types_id_fk" FOREIGN KEY ("room_type_id") REFERENCES "public"."room_types"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_files" ADD CONSTRAINT "round_files_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_places" ADD CONSTRAINT "round_places_round_id_rounds_id_fk" FOREIGN KEY ("round_id") REFERENCES "public"."rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "round_places" ADD CONSTRAINT "round_places_unit_id_units_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."units"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_complex_id_complexes_id_fk" FOREIGN KEY ("complex_id") REFERENCES "public"."complexes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rounds" ADD CONSTRAINT "rounds_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offset_parts" ADD CONSTRAINT "offset_parts_offset_id_offsets_id_fk" FOREIGN KEY ("offset_id") REFERENCES "public"."offsets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offsets" ADD CONSTRAINT "offsets_settlement_id_settlements_id_fk" FOREIGN KEY ("settlement_id") REFERENCES "public"."settlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offsets" ADD CONSTRAINT "offsets_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offsets" ADD CONSTRAINT "offsets_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offsets" ADD CONSTRAINT "offsets_lease_id_leases_id_fk" FOREIGN KEY ("lease_id") REFERENCES "public"."leases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_checked_by_users_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settlements" ADD CONSTRAINT "settlements_approved_by_users_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sign_in_codes_by_phone" ON "sign_in_codes" USING btree ("phone_hash","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_one_per_email" ON "users" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "users_one_per_person" ON "users" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "application_members_one_per_round" ON "application_members" USING btree ("round_id","person_id");--> statement-breakpoint
CREATE INDEX "application_members_by_person" ON "application_members" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "applications_one_per_person_and_round" ON "applications" USING btree ("round_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "applications_one_per_receipt" ON "applications" USING btree ("receipt_no");--> statement-breakpoint
CREATE UNIQUE INDEX "applications_one_per_invite" ON "applications" USING btree ("invite_code");--> statement-breakpoint
CREATE INDEX "applications_by_person" ON "applications" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bank_imports_one_per_file" ON "bank_imports" USING btree ("file_hash") WHERE status <> 'discarded';--> statement-breakpoint
CREATE INDEX "bank_imports_by_time" ON "bank_imports" USING btree ("made_at");--> statement-breakpoint
CREATE UNIQUE INDEX "bank_rows_one_per_line" ON "bank_rows" USING btree ("import_id","line");--> statement-breakpoint
CREATE UNIQUE INDEX "bank_rows_taken_once" ON "bank_rows" USING btree ("transaction_no") WHERE state in ('posted', 'waiting', 'dismissed');--> statement-breakpoint
CREATE INDEX "bank_rows_by_state" ON "bank_rows" USING btree ("state");--> statement-breakpoint
CREATE UNIQUE INDEX "bills_one_per_no" ON "bills" USING btree ("bill_no");--> statement-breakpoint
CREATE UNIQUE INDEX "bills_one_per_tenant_and_month" ON "bills" USING btree ("lease_id","person_id","month");--> statement-breakpoint
CREATE INDEX "bills_by_month" ON "bills" USING btree ("month");--> statement-breakpoint
CREATE INDEX "bills_by_person" ON "bills" USING btree ("person_id","month");--> statement-breakpoint
CREATE UNIQUE INDEX "credit_moves_one_per_payment" ON "credit_moves" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "credit_moves_by_person" ON "credit_moves" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "credit_moves_by_bill" ON "credit_moves" USING btree ("bill_id");--> statement-breakpoint
CREATE UNIQUE INDEX "online_events_one_per_nonce" ON "online_events" USING btree ("provider","nonce");--> statement-breakpoint
CREATE INDEX "online_events_by_order" ON "online_events" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "online_orders_by_bill" ON "online_orders" USING btree ("bill_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_one_per_reference" ON "payments" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "payments_by_bill" ON "payments" USING btree ("bill_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_one_per_proposal" ON "refunds" USING btree ("proposal_id");--> statement-breakpoint
CREATE INDEX "refunds_by_person" ON "refunds" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "draw_results_one_per_rank" ON "draw_results" USING btree ("draw_id","rank");--> statement-breakpoint
CREATE INDEX "draw_results_by_application" ON "draw_results" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "draws_one_per_run" ON "draws" USING btree ("round_id","run_no");--> statement-breakpoint
CREATE UNIQUE INDEX "draws_one_under_way" ON "draws" USING btree ("round_id") WHERE status in ('proposed', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX "units_room_in_building" ON "units" USING btree ("building_id","room_no");--> statement-breakpoint
CREATE INDEX "units_by_status" ON "units" USING btree ("status","room_type_id");--> statement-breakpoint
CREATE INDEX "lease_tenants_by_person" ON "lease_tenants" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "leases_one_per_no" ON "leases" USING btree ("lease_no");--> statement-breakpoint
CREATE UNIQUE INDEX "leases_one_per_offer" ON "leases" USING btree ("offer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "leases_one_live_per_place" ON "leases" USING btree ("unit_id","bed") WHERE status in ('signed', 'active');--> statement-breakpoint
CREATE INDEX "leases_by_status" ON "leases" USING btree ("status");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entries_one_per_key" ON "ledger_entries" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_entries_reversed_once" ON "ledger_entries" USING btree ("reverses_id");--> statement-breakpoint
CREATE INDEX "ledger_entries_by_month" ON "ledger_entries" USING btree ("month","kind");--> statement-breakpoint
CREATE INDEX "ledger_legs_by_account" ON "ledger_legs" USING btree ("account","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_proposals_one_per_key" ON "ledger_proposals" USING btree ("key");--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_open_per_place" ON "offers" USING btree ("unit_id","bed") WHERE status = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "offers_one_live_per_application" ON "offers" USING btree ("application_id") WHERE status in ('open', 'accepted');--> statement-breakpoint
CREATE INDEX "offers_by_person" ON "offers" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "offers_by_round" ON "offers" USING btree ("round_id","status");--> statement-breakpoint
CREATE INDEX "offers_by_deadline" ON "offers" USING btree ("status","expires_at");--> statement-breakpoint
CREATE INDEX "turns_by_end" ON "turns" USING btree ("status","ends_at");--> statement-breakpoint
CREATE INDEX "turns_by_round" ON "turns" USING btree ("round_id","starts_at");--> statement-breakpoint
CREATE INDEX "wait_events_by_category" ON "wait_events" USING btree ("round_id","category_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "waitlist_one_per_position" ON "waitlist" USING btree ("round_id","category_id","position");--> statement-breakpoint
CREATE INDEX "waitlist_by_application" ON "waitlist" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "people_one_per_phone" ON "people" USING btree ("phone_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "people_one_per_resident_id" ON "people" USING btree ("resident_id_hash");--> statement-breakpoint
CREATE INDEX "audit_log_by_entity" ON "audit_log" USING btree ("entity","entity_id");--> statement-breakpoint
CREATE INDEX "audit_log_by_time" ON "audit_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "outbox_unsent" ON "outbox" USING btree ("sent_at","created_at");--> statement-breakpoint
CREATE INDEX "outbox_by_person" ON "outbox" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "objections_by_round" ON "objections" USING btree ("round_id","status");--> statement-breakpoint
CREATE INDEX "objections_by_person" ON "objections" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "round_places_by_unit" ON "round_places" USING btree ("unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "round_places_one_per_label" ON "round_places" USING btree ("round_id","label");--> statement-breakpoint
CREATE UNIQUE INDEX "rounds_one_per_code" ON "rounds" USING btree ("complex_id","code");--> statement-breakpoint
CREATE INDEX "rounds_by_status" ON "rounds" USING btree ("status");--> statement-breakpoint
CREATE UNIQUE INDEX "offsets_one_per_bill" ON "offsets" USING btree ("bill_id");--> statement-breakpoint
CREATE INDEX "offsets_by_settlement" ON "offsets" USING btree ("settlement_id");--> statement-breakpoint
CREATE INDEX "offsets_by_person" ON "offsets" USING btree ("person_id","month");--> statement-breakpoint
CREATE UNIQUE INDEX "settlements_one_per_sequence" ON "settlements" USING btree ("month","sequence");