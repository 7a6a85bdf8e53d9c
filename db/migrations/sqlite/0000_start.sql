CREATE TABLE `sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_by_user` ON `sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `sign_in_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`phone_hash` text NOT NULL,
	`phone_sealed` text NOT NULL,
	`code_hash` text NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `sign_in_codes_by_phone` ON `sign_in_codes` (`phone_hash`,`created_at`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`role` text NOT NULL,
	`name` text,
	`person_id` text,
	`email` text,
	`password_hash` text,
	`failed_sign_ins` integer DEFAULT 0 NOT NULL,
	`locked_until` integer,
	`disabled_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_one_per_email` ON `users` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `users_one_per_person` ON `users` (`person_id`);--> statement-breakpoint
CREATE TABLE `application_choices` (
	`application_id` text NOT NULL,
	`position` integer NOT NULL,
	`category_id` text NOT NULL,
	PRIMARY KEY(`application_id`, `position`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `application_members` (
	`application_id` text NOT NULL,
	`round_id` text NOT NULL,
	`person_id` text NOT NULL,
	`facts` text NOT NULL,
	`authorised` integer NOT NULL,
	`joined_at` integer NOT NULL,
	PRIMARY KEY(`application_id`, `person_id`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `application_members_one_per_round` ON `application_members` (`round_id`,`person_id`);--> statement-breakpoint
CREATE INDEX `application_members_by_person` ON `application_members` (`person_id`);--> statement-breakpoint
CREATE TABLE `applications` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`person_id` text NOT NULL,
	`receipt_no` text NOT NULL,
	`status` text NOT NULL,
	`any_other` integer NOT NULL,
	`floor_wish` text,
	`max_net_rent_fen` integer,
	`max_rent_fen` integer,
	`stays_waiting` integer NOT NULL,
	`facts` text NOT NULL,
	`invite_code` text,
	`lease_id` text,
	`source` text NOT NULL,
	`entered_by` text,
	`staff_reason` text,
	`version` integer NOT NULL,
	`submitted_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entered_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `applications_one_per_person_and_round` ON `applications` (`round_id`,`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `applications_one_per_receipt` ON `applications` (`receipt_no`);--> statement-breakpoint
CREATE UNIQUE INDEX `applications_one_per_invite` ON `applications` (`invite_code`);--> statement-breakpoint
CREATE INDEX `applications_by_person` ON `applications` (`person_id`);--> statement-breakpoint
CREATE TABLE `bank_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`format` text NOT NULL,
	`encoding` text,
	`rows` integer NOT NULL,
	`status` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`confirmed_by` text,
	`confirmed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bank_imports_one_per_file` ON `bank_imports` (`file_hash`) WHERE status <> 'discarded';--> statement-breakpoint
CREATE INDEX `bank_imports_by_time` ON `bank_imports` (`made_at`);--> statement-breakpoint
CREATE TABLE `bank_rows` (
	`id` text PRIMARY KEY NOT NULL,
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`transaction_no` text NOT NULL,
	`paid_on` text,
	`amount_fen` integer,
	`payer_name` text NOT NULL,
	`note` text NOT NULL,
	`state` text NOT NULL,
	`reason` text NOT NULL,
	`reason_values` text NOT NULL,
	`bill_id` text,
	`payment_id` text,
	`settled_by` text,
	`settled_at` integer,
	FOREIGN KEY (`import_id`) REFERENCES `bank_imports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bank_rows_one_per_line` ON `bank_rows` (`import_id`,`line`);--> statement-breakpoint
CREATE UNIQUE INDEX `bank_rows_taken_once` ON `bank_rows` (`transaction_no`) WHERE state in ('posted', 'waiting', 'dismissed');--> statement-breakpoint
CREATE INDEX `bank_rows_by_state` ON `bank_rows` (`state`);--> statement-breakpoint
CREATE TABLE `bills` (
	`id` text PRIMARY KEY NOT NULL,
	`bill_no` text NOT NULL,
	`lease_id` text NOT NULL,
	`person_id` text NOT NULL,
	`month` text NOT NULL,
	`from_on` text NOT NULL,
	`to_on` text NOT NULL,
	`due_on` text NOT NULL,
	`rent_fen` integer NOT NULL,
	`offset_fen` integer NOT NULL,
	`paid_fen` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "bills_offset_within_rent" CHECK(offset_fen >= 0 and offset_fen <= rent_fen)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bills_one_per_no` ON `bills` (`bill_no`);--> statement-breakpoint
CREATE UNIQUE INDEX `bills_one_per_tenant_and_month` ON `bills` (`lease_id`,`person_id`,`month`);--> statement-breakpoint
CREATE INDEX `bills_by_month` ON `bills` (`month`);--> statement-breakpoint
CREATE INDEX `bills_by_person` ON `bills` (`person_id`,`month`);--> statement-breakpoint
CREATE TABLE `credit_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`person_id` text NOT NULL,
	`lease_id` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`payment_id` text,
	`bill_id` text,
	`refund_id` text,
	`moved_on` text NOT NULL,
	`moved_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`refund_id`) REFERENCES `refunds`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "credit_moves_not_zero" CHECK(amount_fen <> 0),
	CONSTRAINT "credit_moves_sign" CHECK((kind in ('overpaid', 'setAside')) = (amount_fen > 0))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credit_moves_one_per_payment` ON `credit_moves` (`payment_id`);--> statement-breakpoint
CREATE INDEX `credit_moves_by_person` ON `credit_moves` (`person_id`);--> statement-breakpoint
CREATE INDEX `credit_moves_by_bill` ON `credit_moves` (`bill_id`);--> statement-breakpoint
CREATE TABLE `online_events` (
	`id` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`nonce` text NOT NULL,
	`body_hash` text NOT NULL,
	`order_id` text NOT NULL,
	`kind` text NOT NULL,
	`outcome` text NOT NULL,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `online_events_one_per_nonce` ON `online_events` (`provider`,`nonce`);--> statement-breakpoint
CREATE INDEX `online_events_by_order` ON `online_events` (`order_id`);--> statement-breakpoint
CREATE TABLE `online_orders` (
	`id` text PRIMARY KEY NOT NULL,
	`bill_id` text NOT NULL,
	`person_id` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`provider` text NOT NULL,
	`state` text NOT NULL,
	`payment_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`payment_id`) REFERENCES `payments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "online_orders_above_zero" CHECK(amount_fen > 0),
	CONSTRAINT "online_orders_paid_by_payment" CHECK((state = 'paid') = (payment_id is not null))
);
--> statement-breakpoint
CREATE INDEX `online_orders_by_bill` ON `online_orders` (`bill_id`);--> statement-breakpoint
CREATE TABLE `payments` (
	`id` text PRIMARY KEY NOT NULL,
	`bill_id` text NOT NULL,
	`person_id` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`paid_on` text NOT NULL,
	`method` text NOT NULL,
	`reference` text NOT NULL,
	`credit_fen` integer DEFAULT 0 NOT NULL,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payments_above_zero" CHECK(amount_fen > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payments_one_per_reference` ON `payments` (`reference`);--> statement-breakpoint
CREATE INDEX `payments_by_bill` ON `payments` (`bill_id`);--> statement-breakpoint
CREATE TABLE `refunds` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`reason` text NOT NULL,
	`proposal_id` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposal_id`) REFERENCES `ledger_proposals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "refunds_above_zero" CHECK(amount_fen > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `refunds_one_per_proposal` ON `refunds` (`proposal_id`);--> statement-breakpoint
CREATE INDEX `refunds_by_person` ON `refunds` (`person_id`);--> statement-breakpoint
CREATE TABLE `draw_reaches` (
	`draw_id` text NOT NULL,
	`category_id` text NOT NULL,
	`class` text NOT NULL,
	`places` integer NOT NULL,
	`given` integer NOT NULL,
	`last_rank` integer,
	PRIMARY KEY(`draw_id`, `category_id`, `class`),
	FOREIGN KEY (`draw_id`) REFERENCES `draws`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `draw_results` (
	`draw_id` text NOT NULL,
	`application_id` text NOT NULL,
	`rank` integer NOT NULL,
	`key` text NOT NULL,
	`category_id` text,
	`choice` integer,
	`unit_id` text,
	`bed` integer,
	PRIMARY KEY(`draw_id`, `application_id`),
	FOREIGN KEY (`draw_id`) REFERENCES `draws`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `draw_results_one_per_rank` ON `draw_results` (`draw_id`,`rank`);--> statement-breakpoint
CREATE INDEX `draw_results_by_application` ON `draw_results` (`application_id`);--> statement-breakpoint
CREATE TABLE `draws` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`status` text NOT NULL,
	`run_no` integer,
	`typed` text NOT NULL,
	`randomness` text NOT NULL,
	`code` text,
	`roster_hash` text NOT NULL,
	`reason` text,
	`proposed_at` integer NOT NULL,
	`proposed_by` text NOT NULL,
	`confirmed_at` integer,
	`confirmed_by` text,
	`drawn_at` integer,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`confirmed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `draws_one_per_run` ON `draws` (`round_id`,`run_no`);--> statement-breakpoint
CREATE UNIQUE INDEX `draws_one_under_way` ON `draws` (`round_id`) WHERE status in ('proposed', 'running');--> statement-breakpoint
CREATE TABLE `exchange_moves` (
	`draw_id` text NOT NULL,
	`no` integer NOT NULL,
	`kind` text NOT NULL,
	`application_ids` text NOT NULL,
	PRIMARY KEY(`draw_id`, `no`),
	FOREIGN KEY (`draw_id`) REFERENCES `draws`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `buildings` (
	`id` text PRIMARY KEY NOT NULL,
	`complex_id` text NOT NULL,
	`no` integer NOT NULL,
	`name_zh` text NOT NULL,
	`name_en` text NOT NULL,
	`floors` integer NOT NULL,
	`plan` text NOT NULL,
	FOREIGN KEY (`complex_id`) REFERENCES `complexes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `complexes` (
	`id` text PRIMARY KEY NOT NULL,
	`name_zh` text NOT NULL,
	`name_en` text NOT NULL,
	`address_zh` text NOT NULL,
	`address_en` text NOT NULL,
	`scheme` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `room_types` (
	`id` text PRIMARY KEY NOT NULL,
	`complex_id` text NOT NULL,
	`position` integer NOT NULL,
	`name_zh` text NOT NULL,
	`name_en` text NOT NULL,
	`description_zh` text NOT NULL,
	`description_en` text NOT NULL,
	`area_m_2` integer NOT NULL,
	`beds` integer NOT NULL,
	`rent_fen` integer NOT NULL,
	FOREIGN KEY (`complex_id`) REFERENCES `complexes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `units` (
	`id` text PRIMARY KEY NOT NULL,
	`building_id` text NOT NULL,
	`room_type_id` text NOT NULL,
	`room_no` text NOT NULL,
	`floor` integer NOT NULL,
	`status` text NOT NULL,
	`status_reason` text,
	`status_at` integer NOT NULL,
	`bed_gender` text,
	FOREIGN KEY (`building_id`) REFERENCES `buildings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`room_type_id`) REFERENCES `room_types`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `units_room_in_building` ON `units` (`building_id`,`room_no`);--> statement-breakpoint
CREATE INDEX `units_by_status` ON `units` (`status`,`room_type_id`);--> statement-breakpoint
CREATE TABLE `lease_tenants` (
	`lease_id` text NOT NULL,
	`person_id` text NOT NULL,
	`weight` integer NOT NULL,
	`offset_mode` text NOT NULL,
	`authorised_at` integer,
	PRIMARY KEY(`lease_id`, `person_id`),
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "lease_tenants_weight_above_zero" CHECK(weight > 0)
);
--> statement-breakpoint
CREATE INDEX `lease_tenants_by_person` ON `lease_tenants` (`person_id`);--> statement-breakpoint
CREATE TABLE `leases` (
	`id` text PRIMARY KEY NOT NULL,
	`lease_no` text NOT NULL,
	`unit_id` text NOT NULL,
	`bed` integer DEFAULT 0 NOT NULL,
	`offer_id` text,
	`moved_from_id` text,
	`status` text NOT NULL,
	`starts_on` text NOT NULL,
	`ends_on` text NOT NULL,
	`ended_on` text,
	`rent_fen` integer NOT NULL,
	`deposit_fen` integer NOT NULL,
	`registration_no` text,
	`registered_on` text,
	`signed_at` integer NOT NULL,
	`checked_in_at` integer,
	`checked_out_at` integer,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`offer_id`) REFERENCES `offers`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "leases_end_after_start" CHECK(ends_on >= starts_on),
	CONSTRAINT "leases_rent_above_zero" CHECK(rent_fen > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `leases_one_per_no` ON `leases` (`lease_no`);--> statement-breakpoint
CREATE UNIQUE INDEX `leases_one_per_offer` ON `leases` (`offer_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `leases_one_live_per_place` ON `leases` (`unit_id`,`bed`) WHERE status in ('signed', 'active');--> statement-breakpoint
CREATE INDEX `leases_by_status` ON `leases` (`status`);--> statement-breakpoint
CREATE TABLE `ledger_decisions` (
	`proposal_id` text PRIMARY KEY NOT NULL,
	`outcome` text NOT NULL,
	`entry_id` text,
	`released_fen` integer NOT NULL,
	`reason` text NOT NULL,
	`decided_by` text NOT NULL,
	`decided_at` integer NOT NULL,
	FOREIGN KEY (`proposal_id`) REFERENCES `ledger_proposals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`entry_id`) REFERENCES `ledger_entries`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ledger_decisions_entry_if_posted" CHECK((outcome = 'posted') = (entry_id is not null))
);
--> statement-breakpoint
CREATE TABLE `ledger_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`kind` text NOT NULL,
	`month` text NOT NULL,
	`effective_on` text NOT NULL,
	`posted_at` integer NOT NULL,
	`reason` text NOT NULL,
	`settles_id` text,
	`reverses_id` text,
	`made_by` text NOT NULL,
	`approved_by` text,
	CONSTRAINT "ledger_entries_four_eyes" CHECK(approved_by is null or approved_by <> made_by)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_entries_one_per_key` ON `ledger_entries` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_entries_reversed_once` ON `ledger_entries` (`reverses_id`);--> statement-breakpoint
CREATE INDEX `ledger_entries_by_month` ON `ledger_entries` (`month`,`kind`);--> statement-breakpoint
CREATE TABLE `ledger_legs` (
	`entry_id` text NOT NULL,
	`seq` integer NOT NULL,
	`account` text NOT NULL,
	`person_id` text,
	`lease_id` text,
	`amount_fen` integer NOT NULL,
	PRIMARY KEY(`entry_id`, `seq`),
	CONSTRAINT "ledger_legs_not_zero" CHECK(amount_fen <> 0)
);
--> statement-breakpoint
CREATE INDEX `ledger_legs_by_account` ON `ledger_legs` (`account`,`person_id`);--> statement-breakpoint
CREATE TABLE `ledger_proposals` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`kind` text NOT NULL,
	`month` text NOT NULL,
	`effective_on` text NOT NULL,
	`reason` text NOT NULL,
	`legs` text NOT NULL,
	`settles_id` text,
	`reverses_id` text,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_proposals_one_per_key` ON `ledger_proposals` (`key`);--> statement-breakpoint
CREATE TABLE `offers` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`application_id` text NOT NULL,
	`person_id` text NOT NULL,
	`category_id` text NOT NULL,
	`unit_id` text NOT NULL,
	`bed` integer NOT NULL,
	`status` text NOT NULL,
	`offered_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`decided_at` integer,
	`reason_code` text,
	`reason` text,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `offers_one_open_per_place` ON `offers` (`unit_id`,`bed`) WHERE status = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX `offers_one_live_per_application` ON `offers` (`application_id`) WHERE status in ('open', 'accepted');--> statement-breakpoint
CREATE INDEX `offers_by_person` ON `offers` (`person_id`);--> statement-breakpoint
CREATE INDEX `offers_by_round` ON `offers` (`round_id`,`status`);--> statement-breakpoint
CREATE INDEX `offers_by_deadline` ON `offers` (`status`,`expires_at`);--> statement-breakpoint
CREATE TABLE `turns` (
	`round_id` text NOT NULL,
	`application_id` text NOT NULL,
	`rank` integer NOT NULL,
	`status` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`missed_before` integer NOT NULL,
	`decided_at` integer,
	PRIMARY KEY(`round_id`, `application_id`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `turns_by_end` ON `turns` (`status`,`ends_at`);--> statement-breakpoint
CREATE INDEX `turns_by_round` ON `turns` (`round_id`,`starts_at`);--> statement-breakpoint
CREATE TABLE `wait_events` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`category_id` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`application_id` text,
	`position` integer,
	`unit_id` text,
	`bed` integer,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `wait_events_by_category` ON `wait_events` (`round_id`,`category_id`,`at`);--> statement-breakpoint
CREATE TABLE `waitlist` (
	`round_id` text NOT NULL,
	`category_id` text NOT NULL,
	`application_id` text NOT NULL,
	`position` integer NOT NULL,
	`status` text NOT NULL,
	`since` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`round_id`, `category_id`, `application_id`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `waitlist_one_per_position` ON `waitlist` (`round_id`,`category_id`,`position`);--> statement-breakpoint
CREATE INDEX `waitlist_by_application` ON `waitlist` (`application_id`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`phone_sealed` text NOT NULL,
	`phone_hash` text NOT NULL,
	`name` text,
	`resident_id_sealed` text,
	`resident_id_hash` text,
	`birth_date` text,
	`gender` text,
	`degree` text,
	`skill` text,
	`full_time_degree` integer,
	`school` text,
	`major` text,
	`graduated_on` text,
	`employer_name` text,
	`employer_kind` text,
	`recruited_on` text,
	`first_insured_on` text,
	`insured_months` integer,
	`insured_months_as_of` text,
	`owns_local_home` integer,
	`spouse_owns_local_home` integer,
	`lease_registered` integer,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_one_per_phone` ON `people` (`phone_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `people_one_per_resident_id` ON `people` (`resident_id_hash`);--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`actor_role` text NOT NULL,
	`action` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_by_entity` ON `audit_log` (`entity`,`entity_id`);--> statement-breakpoint
CREATE INDEX `audit_log_by_time` ON `audit_log` (`at`);--> statement-breakpoint
CREATE TABLE `counters` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`person_id` text,
	`to_sealed` text,
	`secret_sealed` text,
	`values` text NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`error` text
);
--> statement-breakpoint
CREATE INDEX `outbox_unsent` ON `outbox` (`sent_at`,`created_at`);--> statement-breakpoint
CREATE INDEX `outbox_by_person` ON `outbox` (`person_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `objections` (
	`id` text PRIMARY KEY NOT NULL,
	`round_id` text NOT NULL,
	`stage` text NOT NULL,
	`status` text NOT NULL,
	`person_id` text,
	`contact_sealed` text,
	`about` text,
	`statement` text NOT NULL,
	`answer` text,
	`raised_at` integer NOT NULL,
	`raised_by` text NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`raised_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `objections_by_round` ON `objections` (`round_id`,`status`);--> statement-breakpoint
CREATE INDEX `objections_by_person` ON `objections` (`person_id`);--> statement-breakpoint
CREATE TABLE `round_categories` (
	`round_id` text NOT NULL,
	`id` text NOT NULL,
	`position` integer NOT NULL,
	`building_id` text NOT NULL,
	`room_type_id` text NOT NULL,
	`by_bed` integer NOT NULL,
	`gender` text,
	`min_group` integer NOT NULL,
	`max_group` integer NOT NULL,
	`rent_fen` integer NOT NULL,
	`reserves` text NOT NULL,
	PRIMARY KEY(`round_id`, `id`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`building_id`) REFERENCES `buildings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`room_type_id`) REFERENCES `room_types`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `round_files` (
	`round_id` text NOT NULL,
	`run_no` integer NOT NULL,
	`kind` text NOT NULL,
	`sha256` text NOT NULL,
	`content` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`round_id`, `run_no`, `kind`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `round_places` (
	`round_id` text NOT NULL,
	`unit_id` text NOT NULL,
	`bed` integer NOT NULL,
	`category_id` text,
	`label` text,
	`tenant_of` text,
	`held_by` text,
	`held_until` integer,
	`taken_by` text,
	`taken_at` integer,
	PRIMARY KEY(`round_id`, `unit_id`, `bed`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `round_places_by_unit` ON `round_places` (`unit_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `round_places_one_per_label` ON `round_places` (`round_id`,`label`);--> statement-breakpoint
CREATE TABLE `rounds` (
	`id` text PRIMARY KEY NOT NULL,
	`complex_id` text NOT NULL,
	`code` text NOT NULL,
	`name_zh` text NOT NULL,
	`name_en` text NOT NULL,
	`mechanism` text NOT NULL,
	`status` text NOT NULL,
	`opens_at` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`move_in_on` text NOT NULL,
	`offer_hours` integer NOT NULL,
	`rules` text NOT NULL,
	`terms` text NOT NULL,
	`randomness_sources` text NOT NULL,
	`randomness_fallback` text NOT NULL,
	`commitment` text NOT NULL,
	`chain_secret_sealed` text NOT NULL,
	`chain_length` integer NOT NULL,
	`roster_hash` text,
	`roster_count` integer,
	`units_hash` text,
	`terms_hash` text,
	`announced_at` integer,
	`opened_at` integer,
	`closed_at` integer,
	`roster_notice_at` integer,
	`roster_notice_until` integer,
	`frozen_at` integer,
	`drawn_at` integer,
	`published_at` integer,
	`results_notice_until` integer,
	`offering_at` integer,
	`finished_at` integer,
	`waitlist_until` integer,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	FOREIGN KEY (`complex_id`) REFERENCES `complexes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rounds_one_per_code` ON `rounds` (`complex_id`,`code`);--> statement-breakpoint
CREATE INDEX `rounds_by_status` ON `rounds` (`status`);--> statement-breakpoint
CREATE TABLE `offset_parts` (
	`offset_id` text NOT NULL,
	`part` text NOT NULL,
	`amount_fen` integer NOT NULL,
	PRIMARY KEY(`offset_id`, `part`),
	FOREIGN KEY (`offset_id`) REFERENCES `offsets`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "offset_parts_above_zero" CHECK(amount_fen > 0)
);
--> statement-breakpoint
CREATE TABLE `offsets` (
	`id` text PRIMARY KEY NOT NULL,
	`settlement_id` text NOT NULL,
	`bill_id` text NOT NULL,
	`person_id` text NOT NULL,
	`lease_id` text NOT NULL,
	`month` text NOT NULL,
	`mode` text NOT NULL,
	`eligible` integer NOT NULL,
	`subsidy_fen` integer NOT NULL,
	`offset_fen` integer NOT NULL,
	`surplus_fen` integer NOT NULL,
	`facts` text NOT NULL,
	`months_used` text NOT NULL,
	`failed` text NOT NULL,
	FOREIGN KEY (`settlement_id`) REFERENCES `settlements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "offsets_sum" CHECK(subsidy_fen = offset_fen + surplus_fen and offset_fen >= 0 and surplus_fen >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `offsets_one_per_bill` ON `offsets` (`bill_id`);--> statement-breakpoint
CREATE INDEX `offsets_by_settlement` ON `offsets` (`settlement_id`);--> statement-breakpoint
CREATE INDEX `offsets_by_person` ON `offsets` (`person_id`,`month`);--> statement-breakpoint
CREATE TABLE `settlements` (
	`id` text PRIMARY KEY NOT NULL,
	`month` text NOT NULL,
	`sequence` integer NOT NULL,
	`status` text NOT NULL,
	`scheme_id` text NOT NULL,
	`scheme_version` text NOT NULL,
	`content_hash` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`checked_by` text,
	`checked_at` integer,
	`approved_by` text,
	`approved_at` integer,
	FOREIGN KEY (`checked_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`approved_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "settlements_four_eyes" CHECK(approved_by is null or (approved_by <> made_by and approved_by <> checked_by))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `settlements_one_per_sequence` ON `settlements` (`month`,`sequence`);