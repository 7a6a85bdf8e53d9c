CREATE TABLE `fundings` (
	`id` text PRIMARY KEY NOT NULL,
	`settlement_id` text NOT NULL,
	`fund` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`paid_on` text NOT NULL,
	`reference` text NOT NULL,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`settlement_id`) REFERENCES `settlements`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "fundings_above_zero" CHECK(amount_fen > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `fundings_one_per_fund` ON `fundings` (`settlement_id`,`fund`);--> statement-breakpoint
CREATE TABLE `payout_answers` (
	`id` text PRIMARY KEY NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`lines` text NOT NULL,
	`status` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payout_answers_one_per_file` ON `payout_answers` (`file_hash`) WHERE status <> 'discarded';--> statement-breakpoint
CREATE INDEX `payout_answers_by_time` ON `payout_answers` (`made_at`);--> statement-breakpoint
ALTER TABLE `ledger_entries` ADD `for_month` text;--> statement-breakpoint
ALTER TABLE `budget_moves` ADD `proposal_id` text REFERENCES ledger_proposals(id);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_payouts` (
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
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`file_id` text,
	`sent_at` integer,
	`holder_name` text,
	`bank_name` text,
	`account_sealed` text,
	`last_four` text,
	`paid_on` text,
	`reference` text,
	`paid_by` text,
	`returned_on` text,
	`return_reason` text,
	`returned_by` text,
	FOREIGN KEY (`settlement_id`) REFERENCES `settlements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`offset_id`) REFERENCES `offsets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`correction_line_id`) REFERENCES `correction_lines`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `payout_files`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "payouts_above_zero" CHECK(amount_fen > 0),
	CONSTRAINT "payouts_of_one_thing" CHECK((offset_id is null) <> (correction_line_id is null)),
	CONSTRAINT "payouts_sent_by_file" CHECK((status = 'ready') = (file_id is null)),
	CONSTRAINT "payouts_paid_or_returned_on" CHECK((status <> 'paid' or paid_on is not null) and ((status = 'returned') = (returned_on is not null)))
);
--> statement-breakpoint
DROP TABLE `payouts`;--> statement-breakpoint
ALTER TABLE `__new_payouts` RENAME TO `payouts`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_one_per_no` ON `payouts` (`payout_no`);--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_one_per_offset_and_attempt` ON `payouts` (`offset_id`,`attempt`);--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_one_per_correction_and_attempt` ON `payouts` (`correction_line_id`,`attempt`);--> statement-breakpoint
CREATE INDEX `payouts_by_settlement` ON `payouts` (`settlement_id`);--> statement-breakpoint
CREATE INDEX `payouts_by_person` ON `payouts` (`person_id`);--> statement-breakpoint
CREATE INDEX `payouts_by_status` ON `payouts` (`status`);--> statement-breakpoint
CREATE INDEX `payouts_by_file` ON `payouts` (`file_id`);