ALTER TABLE `clawbacks` ADD `decided_reason` text;--> statement-breakpoint
ALTER TABLE `correction_lines` ADD `moved` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `corrections` ADD `given` text DEFAULT '{}' NOT NULL;