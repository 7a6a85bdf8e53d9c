CREATE TABLE `rent_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`lease_id` text NOT NULL,
	`from_on` text NOT NULL,
	`rent_fen` integer NOT NULL,
	`reason` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`withdrawn_by` text,
	`withdrawn_at` integer,
	FOREIGN KEY (`lease_id`) REFERENCES `leases`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "rent_changes_above_zero" CHECK(rent_fen > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `rent_changes_one_per_day` ON `rent_changes` (`lease_id`,`from_on`) WHERE withdrawn_at is null;--> statement-breakpoint
CREATE TABLE `meter_charges` (
	`id` text PRIMARY KEY NOT NULL,
	`meter_id` text NOT NULL,
	`from_reading_id` text NOT NULL,
	`to_reading_id` text NOT NULL,
	`used_hundredths` integer NOT NULL,
	`amount_fen` integer NOT NULL,
	`unlived_fen` integer NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`meter_id`) REFERENCES `meters`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_reading_id`) REFERENCES `meter_readings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_reading_id`) REFERENCES `meter_readings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `meter_charges_one_from` ON `meter_charges` (`from_reading_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `meter_charges_one_to` ON `meter_charges` (`to_reading_id`);--> statement-breakpoint
CREATE INDEX `meter_charges_by_meter` ON `meter_charges` (`meter_id`);--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_credit_moves` (
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
	CONSTRAINT "credit_moves_sign" CHECK((kind in ('used', 'refunded')) = (amount_fen < 0))
);
--> statement-breakpoint
INSERT INTO `__new_credit_moves`("id", "kind", "person_id", "lease_id", "amount_fen", "payment_id", "bill_id", "refund_id", "moved_on", "moved_at") SELECT "id", "kind", "person_id", "lease_id", "amount_fen", "payment_id", "bill_id", "refund_id", "moved_on", "moved_at" FROM `credit_moves`;--> statement-breakpoint
DROP TABLE `credit_moves`;--> statement-breakpoint
ALTER TABLE `__new_credit_moves` RENAME TO `credit_moves`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `credit_moves_one_per_payment` ON `credit_moves` (`payment_id`);--> statement-breakpoint
CREATE INDEX `credit_moves_by_person` ON `credit_moves` (`person_id`);--> statement-breakpoint
CREATE INDEX `credit_moves_by_bill` ON `credit_moves` (`bill_id`);--> statement-breakpoint
ALTER TABLE `meter_imports` ADD `encoding` text;