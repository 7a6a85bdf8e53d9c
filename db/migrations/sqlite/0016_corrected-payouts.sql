PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_fundings` (
	`id` text PRIMARY KEY NOT NULL,
	`settlement_id` text,
	`correction_id` text,
	`fund` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`paid_on` text NOT NULL,
	`reference` text NOT NULL,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`settlement_id`) REFERENCES `settlements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`correction_id`) REFERENCES `corrections`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "fundings_of_one_thing" CHECK((settlement_id is null) <> (correction_id is null)),
	CONSTRAINT "fundings_above_zero" CHECK(amount_fen <> 0 and (amount_fen > 0 or correction_id is not null))
);
--> statement-breakpoint
INSERT INTO `__new_fundings`("id", "settlement_id", "correction_id", "fund", "amount_fen", "paid_on", "reference", "recorded_by", "recorded_at") SELECT "id", "settlement_id", NULL, "fund", "amount_fen", "paid_on", "reference", "recorded_by", "recorded_at" FROM `fundings`;--> statement-breakpoint
DROP TABLE `fundings`;--> statement-breakpoint
ALTER TABLE `__new_fundings` RENAME TO `fundings`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `fundings_one_per_fund` ON `fundings` (`settlement_id`,`fund`);--> statement-breakpoint
CREATE UNIQUE INDEX `fundings_one_per_correction` ON `fundings` (`correction_id`,`fund`);--> statement-breakpoint
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
	CONSTRAINT "payouts_sent_by_file" CHECK((status in ('ready', 'dropped')) = (file_id is null)),
	CONSTRAINT "payouts_paid_or_returned_on" CHECK((status <> 'paid' or paid_on is not null) and ((status = 'returned') = (returned_on is not null)))
);
--> statement-breakpoint
INSERT INTO `__new_payouts`("id", "payout_no", "settlement_id", "offset_id", "correction_line_id", "person_id", "lease_id", "month", "amount_fen", "status", "attempt", "made_by", "made_at", "file_id", "sent_at", "holder_name", "bank_name", "account_sealed", "last_four", "paid_on", "reference", "paid_by", "returned_on", "return_reason", "returned_by") SELECT "id", "payout_no", "settlement_id", "offset_id", "correction_line_id", "person_id", "lease_id", "month", "amount_fen", "status", "attempt", "made_by", "made_at", "file_id", "sent_at", "holder_name", "bank_name", "account_sealed", "last_four", "paid_on", "reference", "paid_by", "returned_on", "return_reason", "returned_by" FROM `payouts`;--> statement-breakpoint
DROP TABLE `payouts`;--> statement-breakpoint
ALTER TABLE `__new_payouts` RENAME TO `payouts`;--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_one_per_no` ON `payouts` (`payout_no`);--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_one_per_offset_and_attempt` ON `payouts` (`offset_id`,`attempt`);--> statement-breakpoint
CREATE UNIQUE INDEX `payouts_one_per_correction_and_attempt` ON `payouts` (`correction_line_id`,`attempt`);--> statement-breakpoint
CREATE INDEX `payouts_by_settlement` ON `payouts` (`settlement_id`);--> statement-breakpoint
CREATE INDEX `payouts_by_person` ON `payouts` (`person_id`);--> statement-breakpoint
CREATE INDEX `payouts_by_status` ON `payouts` (`status`);--> statement-breakpoint
CREATE INDEX `payouts_by_file` ON `payouts` (`file_id`);