CREATE TABLE `carried_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`lease_id` text NOT NULL,
	`scheme_id` text NOT NULL,
	`month` text NOT NULL,
	`amount_fen` integer NOT NULL,
	`offset_id` text,
	`correction_line_id` text,
	`moved_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`offset_id`) REFERENCES `offsets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`correction_line_id`) REFERENCES `correction_lines`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "carried_moves_not_zero" CHECK(amount_fen <> 0),
	CONSTRAINT "carried_moves_of_one_thing" CHECK((offset_id is null) <> (correction_line_id is null))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `carried_moves_one_per_offset` ON `carried_moves` (`offset_id`,`scheme_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `carried_moves_one_per_correction` ON `carried_moves` (`correction_line_id`,`scheme_id`);--> statement-breakpoint
CREATE INDEX `carried_moves_by_person` ON `carried_moves` (`person_id`,`scheme_id`);--> statement-breakpoint
-- The check needs the table written anew. Foreign keys cannot be switched off within a transaction: parts and payouts keep
-- pointing at their offsets, which are back under the same ids before the migration ends.
PRAGMA defer_foreign_keys=ON;--> statement-breakpoint
CREATE TABLE `__old_offsets` AS SELECT * FROM `offsets`;--> statement-breakpoint
DROP TABLE `offsets`;--> statement-breakpoint
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
	`carried_fen` integer DEFAULT 0 NOT NULL,
	`carried` text DEFAULT '{}' NOT NULL,
	`facts` text NOT NULL,
	`months_used` text NOT NULL,
	`failed` text NOT NULL,
	`held_by` text,
	`held_at` integer,
	`held_reason` text,
	FOREIGN KEY (`settlement_id`) REFERENCES `settlements`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "offsets_sum" CHECK(subsidy_fen = offset_fen + surplus_fen + carried_fen and subsidy_fen >= 0 and offset_fen >= 0 and surplus_fen >= 0)
);
--> statement-breakpoint
INSERT INTO `offsets`("id", "settlement_id", "bill_id", "person_id", "lease_id", "month", "mode", "eligible", "subsidy_fen", "offset_fen", "surplus_fen", "facts", "months_used", "failed", "held_by", "held_at", "held_reason") SELECT "id", "settlement_id", "bill_id", "person_id", "lease_id", "month", "mode", "eligible", "subsidy_fen", "offset_fen", "surplus_fen", "facts", "months_used", "failed", "held_by", "held_at", "held_reason" FROM `__old_offsets`;--> statement-breakpoint
DROP TABLE `__old_offsets`;--> statement-breakpoint
CREATE UNIQUE INDEX `offsets_one_per_bill` ON `offsets` (`bill_id`);--> statement-breakpoint
CREATE INDEX `offsets_by_settlement` ON `offsets` (`settlement_id`);--> statement-breakpoint
CREATE INDEX `offsets_by_person` ON `offsets` (`person_id`,`month`);--> statement-breakpoint
ALTER TABLE `correction_lines` ADD `carried_before_fen` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `correction_lines` ADD `carried_after_fen` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `correction_lines` ADD `carried_before` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `correction_lines` ADD `carried` text DEFAULT '{}' NOT NULL;