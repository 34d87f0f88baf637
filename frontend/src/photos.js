// Photos that were chosen: shown small, each can be taken out again; what is too large says so at once.
const LARGEST = 10 * 1024 * 1024; // bytes, as the server has it

function withoutOne(files, gone) {
  const rest = new DataTransfer();
  for (const file of files) if (file !== gone) rest.items.add(file);
  return rest.files;
}

function preview(input, file, show) {
  const item = document.createElement("li");
  const image = document.createElement("img");
  image.src = URL.createObjectURL(file);
  image.alt = file.name;
  image.addEventListener("load", () => URL.revokeObjectURL(image.src));
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "btn btn-sm";
  remove.textContent = "×";
  remove.setAttribute("aria-label", `× ${file.name}`);
  remove.addEventListener("click", () => {
    input.files = withoutOne(input.files, file);
    show();
    input.focus();
  });
  item.append(image, remove);
  return item;
}

function trouble(input) {
  if (input.files.length > Number(input.dataset.most)) return input.dataset.tooMany;
  const large = [...input.files].find((file) => file.size > LARGEST);
  return large ? `${large.name}: ${input.dataset.tooLarge}` : "";
}

export function start(input) {
  if (input.dataset.started) return;
  input.dataset.started = "yes";
  const list = input.parentElement.querySelector("[data-previews]");
  const show = () => {
    input.setCustomValidity(trouble(input));
    input.reportValidity();
    list.replaceChildren(...[...input.files].map((file) => preview(input, file, show)));
  };
  input.addEventListener("change", show);
}
