import { z } from "zod";

/** A file that came with a form: its bytes are in memory, its name is only for showing. */
export type Upload = { name: string; bytes: Uint8Array; kind: FileKind };
export type FileKind = keyof typeof STARTS | "text" | "unknown";

/** How files of each kind begin. Names and what a browser says of them are not asked. */
const STARTS = {
  zip: [0x50, 0x4b, 0x03, 0x04],
  ole: [0xd0, 0xcf, 0x11, 0xe0],
  pdf: [0x25, 0x50, 0x44, 0x46],
  png: [0x89, 0x50, 0x4e, 0x47],
  jpeg: [0xff, 0xd8, 0xff],
} as const;

/** What a file is by its contents: `zip` (also .xlsx), `ole` (old Office files), …; `text` where no byte is zero. */
export function kindOf(bytes: Uint8Array): FileKind {
  for (const [kind, start] of Object.entries(STARTS)) {
    if (start.every((byte, at) => bytes[at] === byte)) return kind as FileKind;
  }
  return bytes.length === 0 || bytes.includes(0) ? "unknown" : "text";
}

/**
 * A form's field for one file: at most `bytes` large and, by its contents, of one of the `kinds`. Comes out as
 * an `Upload`. Fields that are no file fields drop files (app/_door/action.ts).
 */
export const uploadedFile = (bytes: number, kinds: readonly FileKind[]) =>
  z
    .file("file")
    .min(1, "file")
    .max(bytes, "file-too-large")
    .transform(async (file, context): Promise<Upload> => {
      const content = new Uint8Array(await file.arrayBuffer());
      const kind = kindOf(content);
      if (!kinds.includes(kind)) context.addIssue({ code: "custom", message: "file-kind" });
      return { name: file.name, bytes: content, kind };
    });
