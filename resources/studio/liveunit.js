// In a unit that the window shows, apart from the course's own scripts: a click chooses a component, a double click opens
// it; what is chosen is framed. Here `studio` is the window.
const style = document.createElement('style');
style.textContent = `
  .studio-component { position: relative; outline: 2px solid transparent; outline-offset: 6px; border-radius: 2px; }
  .studio-component:hover { outline-color: #8a97a6; }
  .studio-component.studio-chosen { outline-color: #0a5cad; }
  .wrap-instructor-info { display: none; }
  @media (prefers-color-scheme: dark) {
    .studio-component.studio-chosen { outline-color: #8ab8ff; }
  }`;
document.head.append(style);

const usageOf = (element) => element.getAttribute('data-usage-id');
const components = () => Array.from(document.querySelectorAll('.xblock[data-usage-id]'))
  .filter((element) => element.parentElement.closest('.xblock[data-usage-id]'));

// The innermost component around what was clicked; the unit itself where none is.
function around(target) {
  const element = target.closest && target.closest('.xblock[data-usage-id]');
  return element ? usageOf(element) : '';
}

let chosen = [];
function mark() {
  for (const element of components()) {
    element.classList.add('studio-component');
    element.classList.toggle('studio-chosen', chosen.includes(usageOf(element)));
  }
}
function choose(usages, scrolls) {
  chosen = usages;
  mark();
  const first = scrolls && document.querySelector('.studio-chosen');
  if (first) first.scrollIntoView({ block: 'nearest' });
}

// Loads the page anew once the server shows what was just changed; it notices that by itself, within moments.
const timing = performance.getEntriesByType('navigation')[0].serverTiming.find((entry) => entry.name === 'version');
const version = timing ? Number(timing.description) : null;
async function renew() {
  const deadline = Date.now() + 5000;
  while (Date.now() < deadline) {
    const answer = await fetch('/__version', { credentials: 'same-origin' }).catch(() => null);
    if (answer && answer.ok && (await answer.json()).version !== version) {
      sessionStorage.setItem('studio-place', String(window.scrollY));
      studio.tell('leaving', '');
      location.reload();
      return;
    }
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}

document.addEventListener('click', (event) => {
  if (event.target.closest('a[href]')) event.preventDefault();
  studio.tell(event.ctrlKey || event.shiftKey || event.metaKey ? 'add' : 'choose', around(event.target));
}, true);
document.addEventListener('dblclick', (event) => {
  if (!event.target.closest('input, textarea, select, button')) studio.tell('open', around(event.target));
}, true);
document.addEventListener('contextmenu', (event) => {
  event.preventDefault();
  studio.tell('menu', around(event.target));
});

window.scriptoriumUnit = { choose, renew };
window.scrollTo(0, Number(sessionStorage.getItem('studio-place') || 0));
sessionStorage.removeItem('studio-place');
mark();
new MutationObserver(mark).observe(document.body, { childList: true, subtree: true });
studio.tell('ready', '');
