const LINE = "A line of a bare page, as long as a cell or two of a table of the product would be.";

/** About so many bytes of text, in lines of one element each. */
export function Lines({ bytes }) {
  const lines = Array.from({ length: Math.max(1, Math.round(Number(bytes) / LINE.length)) }, (_, index) => index);
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{LINE}</li>
      ))}
    </ul>
  );
}
