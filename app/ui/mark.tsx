/** The plane-tree leaf of 梧桐, drawn for this product; takes the colour of the text around it. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 48 48" width={size} height={size} className="shrink-0">
      <path
        fill="currentColor"
        d="M24 2.5c1.6 3.7 3.4 6.2 5.6 8.4l3-1.2c-.3 2.7.2 5 1.3 7.3 2.5-1.5 5.7-2.3 10-2.3-1.7 3-2.3 5.5-2.1 8.100l3.2 1.500c-2.7 1-4.4 2.3-5.6 4.2 1 2.3 1.4 4.6 1.3 7.5-3.3-.9-6.3-1-9.2-.2-1.8.5-3.6 1.5-5.9 3.300V46h-3.200v-6.900c-2.3-1.8-4.1-2.8-5.9-3.3-2.9-.8-5.9-.7-9.2.2-.1-2.9.3-5.2 1.3-7.5-1.2-1.9-2.9-3.2-5.6-4.200l3.2-1.500c.2-2.6-.4-5.1-2.1-8.1 4.3 0 7.5.8 10 2.3 1.1-2.3 1.6-4.6 1.3-7.300l3 1.200c2.2-2.2 4-4.7 5.6-8.400Z"
      />
      <path
        fill="none"
        stroke="var(--color-paper)"
        strokeWidth="1.5"
        strokeLinecap="round"
        d="M24 37V14M24 33.5 12.5 21.5M24 33.5 35.5 21.5"
      />
    </svg>
  );
}
