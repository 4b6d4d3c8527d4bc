// Runs whenever its data change: once for each new turn, and once when the page is opened.
const HIDDEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";

export default function ({ data, parentElement }) {
  const region = parentElement.querySelector("[role=status]");
  region.style.cssText = HIDDEN;
  if (region.dataset.turn === String(data.turn)) return;
  const first = region.dataset.turn === undefined;
  region.dataset.turn = String(data.turn);
  // Text that is there from the start is read with the page; only what is new is announced.
  if (!first) region.textContent = data.text;
  let moved = false;
  const stop = () => (moved = true);
  ["wheel", "touchmove", "keydown"].forEach((sign) =>
    window.addEventListener(sign, stop, { once: true, passive: true }),
  );
  const shown = () => {
    const now = document.querySelector(".st-key-now");
    if (now && !moved) now.scrollIntoView({ block: "start" });
  };
  // Streamlit scrolls to the very end while it draws, which hides the top of a long list.
  [150, 600, 1500].forEach((wait) => setTimeout(shown, wait));
}
