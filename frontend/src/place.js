// One's place in a list. Whoever opens a case from a list comes back to the same list, narrowed and paged as it was, at
// the same row: by the link on the case, by the next case, and after an act by which one sees the case no more. Kept for
// this window alone, and only as an address, numbers, and how far it was scrolled.
const KEY = "jinlin-place";

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? null;
  } catch {
    return null;
  }
}

const numberIn = (path) => decodeURIComponent(path.match(/^\/desk\/cases\/([^/]+)/)?.[1] ?? "");
const here = () => window.location.pathname + window.location.search;

function leave(link) {
  const numbers = [...document.querySelectorAll("#rows [data-item] th a")].map((one) => numberIn(one.pathname));
  const title = document.querySelector("#main h1")?.textContent.trim() ?? "";
  sessionStorage.setItem(KEY, JSON.stringify({ address: here(), title, numbers, at: numberIn(link.pathname), y: window.scrollY }));
}

function comeBack(place) {
  const row = document.getElementById(`case-${place.at}`);
  window.scrollTo({ top: place.y, behavior: "instant" });
  row?.querySelector("th a")?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

function lead(place) {
  const [back, next] = ["[data-back]", "[data-next]"].map((one) => document.querySelector(one));
  back.href = place.address;
  back.querySelector("span").textContent = place.title;
  back.parentElement.hidden = false;
  const number = numberIn(window.location.pathname);
  const follows = place.numbers[place.numbers.indexOf(number) + 1];
  if (!place.numbers.includes(number) || !follows) return;
  next.href = `/desk/cases/${encodeURIComponent(follows)}`;
  next.hidden = false;
  sessionStorage.setItem(KEY, JSON.stringify({ ...place, at: number }));
}

// A form that is sent tells the list to which it leads back if the case can be seen no more.
function tell(event) {
  const place = kept();
  if (!place || !event.target.matches(".act-form")) return;
  const field = Object.assign(document.createElement("input"), { type: "hidden", name: "list", value: place.address });
  event.target.append(field);
}

export function startPlace() {
  const place = kept();
  if (document.querySelector("[data-back]")) {
    if (place) lead(place);
  } else if (place?.address === here() && document.getElementById("rows")) comeBack(place);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#rows [data-item] th a");
    if (link) leave(link);
  });
  document.addEventListener("submit", tell);
}
