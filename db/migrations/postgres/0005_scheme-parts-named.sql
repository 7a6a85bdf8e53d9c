-- Parts are named scheme/part, since several schemes may decide one month. A batch that is checked shows other
-- contents than those that were checked: it is sent back and checked again.
UPDATE offset_parts SET part = s.scheme_id || '/' || part
FROM offsets o JOIN settlements s ON s.id = o.settlement_id
WHERE o.id = offset_parts.offset_id AND strpos(part, '/') = 0;
--> statement-breakpoint
UPDATE offsets SET
	months_used = (
		SELECT coalesce(jsonb_object_agg(s.scheme_id || '/' || used.key, used.value), '{}'::jsonb)
		FROM jsonb_each(offsets.months_used) used
	),
	failed = (
		SELECT coalesce(jsonb_agg(s.scheme_id || '/' || one.code ORDER BY one.place), '[]'::jsonb)
		FROM jsonb_array_elements_text(offsets.failed) WITH ORDINALITY AS one(code, place)
	)
FROM settlements s WHERE s.id = offsets.settlement_id;
--> statement-breakpoint
UPDATE settlements SET plan = scheme_id, versions = jsonb_build_object(scheme_id, scheme_version);
--> statement-breakpoint
CREATE TRIGGER scheme_files_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON scheme_files FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
