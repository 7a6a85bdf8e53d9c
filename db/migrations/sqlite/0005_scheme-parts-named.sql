-- Parts are named scheme/part, since several schemes may decide one month. A batch that is checked shows other
-- contents than those that were checked: it is sent back and checked again.
UPDATE `offset_parts` SET `part` = (
	SELECT s.`scheme_id` FROM `offsets` o JOIN `settlements` s ON s.`id` = o.`settlement_id` WHERE o.`id` = `offset_parts`.`offset_id`
) || '/' || `part` WHERE instr(`part`, '/') = 0;
--> statement-breakpoint
UPDATE `offsets` SET
	`months_used` = (
		SELECT coalesce(json_group_object(s.`scheme_id` || '/' || used.key, used.value), '{}')
		FROM `settlements` s, json_each(`offsets`.`months_used`) used WHERE s.`id` = `offsets`.`settlement_id`
	),
	`failed` = (
		SELECT coalesce(json_group_array(s.`scheme_id` || '/' || one.value), '[]')
		FROM `settlements` s, json_each(`offsets`.`failed`) one WHERE s.`id` = `offsets`.`settlement_id`
	);
--> statement-breakpoint
UPDATE `settlements` SET `plan` = `scheme_id`, `versions` = json_object(`scheme_id`, `scheme_version`);
--> statement-breakpoint
CREATE TRIGGER `scheme_files_no_update` BEFORE UPDATE ON `scheme_files` BEGIN
	SELECT RAISE(ABORT, 'scheme_files is append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `scheme_files_no_delete` BEFORE DELETE ON `scheme_files` BEGIN
	SELECT RAISE(ABORT, 'scheme_files is append-only');
END;
