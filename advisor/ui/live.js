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
  const shown = () => {
    const now = document.querySelector(".st-key-now");
    if (now) now.scrollIntoView({ block: "start" });
  };
  // Streamlit scrolls to the very end while it draws, which hides the top of a long list.
  setTimeout(shown, 150);
  setTimeout(shown, 600);
}
