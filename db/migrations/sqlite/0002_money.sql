CREATE TABLE `bill_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`bill_id` text NOT NULL,
	`kind` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`from_on` text,
	`to_on` text,
	`reason` text NOT NULL,
	`detail` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "bill_lines_not_zero" CHECK(amount_fen <> 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bill_lines_one_per_key` ON `bill_lines` (`key`);--> statement-breakpoint
CREATE INDEX `bill_lines_by_bill` ON `bill_lines` (`bill_id`);--> statement-breakpoint
CREATE TABLE `deposit_returns` (
	`id` text PRIMARY KEY NOT NULL,
	`lease_id` text NOT NULL,
	`deposit_fen` integer NOT NULL,
	`deductions` text NOT NULL,
	`returned_fen` integer NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "deposit_returns_not_negative" CHECK(returned_fen >= 0 and returned_fen <= deposit_fen)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deposit_returns_one_per_lease` ON `deposit_returns` (`lease_id`);--> statement-breakpoint
CREATE TABLE `periods` (
	`month` text PRIMARY KEY NOT NULL,
	`status` text NOT NULL,
	`closed_by` text NOT NULL,
	`closed_at` integer NOT NULL,
	`reopened_by` text,
	`reopened_at` integer,
	`reopen_reason` text
);
--> statement-breakpoint
CREATE TABLE `reminders` (
	`bill_id` text NOT NULL,
	`kind` text NOT NULL,
	`sent_at` integer NOT NULL,
	PRIMARY KEY(`bill_id`, `kind`),
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `write_offs` (
	`id` text PRIMARY KEY NOT NULL,
	`bill_id` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`reason` text NOT NULL,
	`proposal_id` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposal_id`) REFERENCES `ledger_proposals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "write_offs_above_zero" CHECK(amount_fen > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `write_offs_one_per_proposal` ON `write_offs` (`proposal_id`);--> statement-breakpoint
CREATE INDEX `write_offs_by_bill` ON `write_offs` (`bill_id`);--> statement-breakpoint
CREATE TABLE `clawback_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`clawback_id` text NOT NULL,
	`kind` text NOT NULL,
	`month` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`bill_id` text,
	`moved_at` integer NOT NULL,
	FOREIGN KEY (`clawback_id`) REFERENCES `clawbacks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "clawback_moves_above_zero" CHECK(amount_fen > 0)
);
--> statement-breakpoint
CREATE INDEX `clawback_moves_by_clawback` ON `clawback_moves` (`clawback_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `clawback_moves_billed_once` ON `clawback_moves` (`clawback_id`,`month`) WHERE kind = 'billed';--> statement-breakpoint
CREATE TABLE `clawbacks` (
	`id` text PRIMARY KEY NOT NULL,
	`clawback_no` text NOT NULL,
	`person_id` text NOT NULL,
	`lease_id` text NOT NULL,
	`correction_line_id` text,
	`amount_fen` integer NOT NULL,
	`monthly_limit_fen` integer NOT NULL,
	`from_month` text NOT NULL,
	`reason` text NOT NULL,
	`status` text NOT NULL,
	`proposal_id` text,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`correction_line_id`) REFERENCES `correction_lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`proposal_id`) REFERENCES `ledger_proposals`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "clawbacks_above_zero" CHECK(amount_fen > 0 and monthly_limit_fen > 0),
	CONSTRAINT "clawbacks_four_eyes" CHECK(decided_by is null or decided_by <> made_by)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `clawbacks_one_per_no` ON `clawbacks` (`clawback_no`);--> statement-breakpoint
CREATE INDEX `clawbacks_by_person` ON `clawbacks` (`person_id`);--> statement-breakpoint
CREATE TABLE `correction_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`correction_id` text NOT NULL,
	`bill_id` text NOT NULL,
	`person_id` text NOT NULL,
	`lease_id` text NOT NULL,
	`month` text NOT NULL,
	`sequence` integer NOT NULL,
	`to_on` text,
	`rent_before_fen` integer NOT NULL,
	`rent_after_fen` integer NOT NULL,
	`subsidy_before_fen` integer NOT NULL,
	`subsidy_after_fen` integer NOT NULL,
	`offset_before_fen` integer NOT NULL,
	`offset_after_fen` integer NOT NULL,
	`surplus_before_fen` integer NOT NULL,
	`surplus_after_fen` integer NOT NULL,
	`eligible` integer NOT NULL,
	`parts` text NOT NULL,
	`facts` text NOT NULL,
	`months_used` text NOT NULL,
	`versions` text NOT NULL,
	`failed` text NOT NULL,
	FOREIGN KEY (`correction_id`) REFERENCES `corrections`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `correction_lines_one_per_bill` ON `correction_lines` (`correction_id`,`bill_id`);--> statement-breakpoint
CREATE INDEX `correction_lines_by_bill` ON `correction_lines` (`bill_id`);--> statement-breakpoint
CREATE INDEX `correction_lines_by_person` ON `correction_lines` (`person_id`);--> statement-breakpoint
CREATE TABLE `corrections` (
	`id` text PRIMARY KEY NOT NULL,
	`correction_no` text NOT NULL,
	`cause` text NOT NULL,
	`reason` text NOT NULL,
	`month` text NOT NULL,
	`status` text NOT NULL,
	`content_hash` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decided_reason` text,
	CONSTRAINT "corrections_four_eyes" CHECK(status <> 'posted' or (decided_by is not null and decided_by <> made_by))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `corrections_one_per_no` ON `corrections` (`correction_no`);--> statement-breakpoint
CREATE INDEX `corrections_by_month` ON `corrections` (`month`);--> statement-breakpoint
CREATE TABLE `meter_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`rows` integer NOT NULL,
	`status` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`confirmed_by` text,
	`confirmed_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meter_imports_one_per_file` ON `meter_imports` (`file_hash`) WHERE status <> 'discarded';--> statement-breakpoint
CREATE TABLE `meter_readings` (
	`id` text PRIMARY KEY NOT NULL,
	`meter_id` text NOT NULL,
	`read_on` text NOT NULL,
	`value_hundredths` integer NOT NULL,
	`source` text NOT NULL,
	`accepted_reason` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`meter_id`) REFERENCES `meters`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "meter_readings_not_negative" CHECK(value_hundredths >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meter_readings_one_per_day` ON `meter_readings` (`meter_id`,`read_on`);--> statement-breakpoint
CREATE TABLE `meter_rows` (
	`id` text PRIMARY KEY NOT NULL,
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`serial_no` text NOT NULL,
	`read_on` text,
	`value_hundredths` integer,
	`state` text NOT NULL,
	`reason` text NOT NULL,
	`reason_values` text NOT NULL,
	`reading_id` text,
	FOREIGN KEY (`import_id`) REFERENCES `meter_imports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reading_id`) REFERENCES `meter_readings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meter_rows_one_per_line` ON `meter_rows` (`import_id`,`line`);--> statement-breakpoint
CREATE INDEX `meter_rows_by_state` ON `meter_rows` (`state`);--> statement-breakpoint
CREATE TABLE `meters` (
	`id` text PRIMARY KEY NOT NULL,
	`unit_id` text NOT NULL,
	`kind` text NOT NULL,
	`serial_no` text NOT NULL,
	`installed_on` text NOT NULL,
	`retired_on` text,
	FOREIGN KEY (`unit_id`) REFERENCES `units`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meters_one_per_serial` ON `meters` (`serial_no`);--> statement-breakpoint
CREATE INDEX `meters_by_unit` ON `meters` (`unit_id`);--> statement-breakpoint
CREATE TABLE `budget_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`year` integer NOT NULL,
	`fund` text NOT NULL,
	`kind` text NOT NULL,
	`month` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`settlement_id` text,
	`correction_id` text,
	`reason` text NOT NULL,
	`made_by` text NOT NULL,
	`approved_by` text,
	`moved_at` integer NOT NULL,
	FOREIGN KEY (`settlement_id`) REFERENCES `settlements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`correction_id`) REFERENCES `corrections`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "budget_moves_not_zero" CHECK(amount_fen <> 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `budget_moves_one_per_key` ON `budget_moves` (`key`);--> statement-breakpoint
CREATE INDEX `budget_moves_by_year` ON `budget_moves` (`year`,`fund`);--> statement-breakpoint
CREATE TABLE `payout_files` (
	`id` text PRIMARY KEY NOT NULL,
	`file_no` text NOT NULL,
	`rows` integer NOT NULL,
	`amount_fen` integer NOT NULL,
	`content_hash` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payout_files_one_per_no` ON `payout_files` (`file_no`);--> statement-breakpoint
CREATE TABLE `payouts` (
	`id` text PRIMARY KEY NOT NULL,
	`payout_no` text NOT NULL,
	`settlement_id` text,
	`offset_id` text,
	`correction_line_id` text,
	`person_id` text NOT NULL,
	`lease_id` text NOT NULL,
	`month` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`status` text NOT NULL,
	`attempt` integer NOT NULL,
	`file_id` text,
	`sent_at` integer,
	`settled_on` text,
	`reference` text,
	`return_reason` text,
	`settled_by` text,
	FOREIGN KEY (`settlement_id`) REFERENCES `settlements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`offset_id`) REFERENCES `offsets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`correction_line_id`) REFERENCES `correction_lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `payout_files`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payouts_above_zero" CHECK(amount_fen > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_one_per_no` ON `payouts` (`payout_no`);--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_one_per_offset_and_attempt` ON `payouts` (`offset_id`,`attempt`);--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_one_per_correction_and_attempt` ON `payouts` (`correction_line_id`,`attempt`);--> statement-breakpoint
CREATE INDEX `payouts_by_settlement` ON `payouts` (`settlement_id`);--> statement-breakpoint
CREATE INDEX `payouts_by_person` ON `payouts` (`person_id`);--> statement-breakpoint
CREATE INDEX `payouts_by_status` ON `payouts` (`status`);--> statement-breakpoint
CREATE TABLE `person_accounts` (
	`person_id` text PRIMARY KEY NOT NULL,
	`holder_name` text NOT NULL,
	`bank_name` text NOT NULL,
	`account_sealed` text NOT NULL,
	`last_four` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `findings` (
	`person_id` text NOT NULL,
	`month` text NOT NULL,
	`state` text NOT NULL,
	`subsidy_fen` integer NOT NULL,
	`parts` text NOT NULL,
	`became` text NOT NULL,
	`found_at` integer NOT NULL,
	`told_at` integer,
	`seen_by` text,
	`seen_at` integer,
	PRIMARY KEY(`person_id`, `month`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `findings_by_state` ON `findings` (`state`);--> statement-breakpoint
CREATE TABLE `register_facts` (
	`id` text PRIMARY KEY NOT NULL,
	`import_id` text NOT NULL,
	`person_id` text NOT NULL,
	`field` text NOT NULL,
	`before` text,
	`after` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`import_id`) REFERENCES `register_imports`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `register_facts_by_person` ON `register_facts` (`person_id`);--> statement-breakpoint
CREATE TABLE `register_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`register` text NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`as_of` text NOT NULL,
	`rows` integer NOT NULL,
	`changed` integer NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `register_imports_one_per_file` ON `register_imports` (`file_hash`);--> statement-breakpoint
CREATE TABLE `scheme_drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`base_scheme_id` text NOT NULL,
	`base_version` text NOT NULL,
	`content` text NOT NULL,
	`content_hash` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`proposed_by` text,
	`proposed_at` integer,
	`decided_by` text,
	`decided_at` integer,
	`decided_reason` text,
	CONSTRAINT "scheme_drafts_four_eyes" CHECK(state <> 'published' or (decided_by is not null and decided_by <> made_by and decided_by <> proposed_by))
);
--> statement-breakpoint
CREATE INDEX `scheme_drafts_by_state` ON `scheme_drafts` (`state`);--> statement-breakpoint
CREATE TABLE `scheme_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`scheme_id` text NOT NULL,
	`version` text NOT NULL,
	`sequence` integer NOT NULL,
	`content` text NOT NULL,
	`content_hash` text NOT NULL,
	`draft_id` text,
	`proposed_by` text NOT NULL,
	`published_by` text NOT NULL,
	`published_at` integer NOT NULL,
	FOREIGN KEY (`draft_id`) REFERENCES `scheme_drafts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "scheme_versions_four_eyes" CHECK(published_by <> proposed_by)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `scheme_versions_one_per_version` ON `scheme_versions` (`scheme_id`,`version`);--> statement-breakpoint
CREATE UNIQUE INDEX `scheme_versions_one_per_sequence` ON `scheme_versions` (`scheme_id`,`sequence`);--> statement-breakpoint
ALTER TABLE `bills` ADD `other_fen` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `complexes` ADD `plan` text;--> statement-breakpoint
ALTER TABLE `ledger_legs` ADD `fund` text;--> statement-breakpoint
ALTER TABLE `offsets` ADD `held_by` text;--> statement-breakpoint
ALTER TABLE `offsets` ADD `held_at` integer;--> statement-breakpoint
ALTER TABLE `offsets` ADD `held_reason` text;--> statement-breakpoint
ALTER TABLE `settlements` ADD `versions` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `settlements` ADD `funded_on` text;--> statement-breakpoint
ALTER TABLE `settlements` ADD `funded_reference` text;--> statement-breakpoint
ALTER TABLE `settlements` ADD `funded_by` text;--> statement-breakpoint
ALTER TABLE `settlements` ADD `funded_at` integer;--> statement-breakpoint
ALTER TABLE `settlements` ADD `disbursed_at` integer;--> statement-breakpoint
ALTER TABLE `settlements` ADD `closed_by` text;--> statement-breakpoint
ALTER TABLE `settlements` ADD `closed_at` integer;