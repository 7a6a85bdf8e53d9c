CREATE TABLE `round_priorities` (
	`round_id` text NOT NULL,
	`category_id` text NOT NULL,
	`rank` integer NOT NULL,
	`application_id` text NOT NULL,
	PRIMARY KEY(`round_id`, `category_id`, `application_id`),
	FOREIGN KEY (`round_id`) REFERENCES `rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `round_priorities_one_per_rank` ON `round_priorities` (`round_id`,`category_id`,`rank`);--> statement-breakpoint
ALTER TABLE `round_categories` ADD `priority_reason` text;