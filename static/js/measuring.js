// Below a line of text that mail programs cut: how many characters it has, and a bar that changes
// its color past what they show.
function measure(field) {
  const best = Number(field.dataset.lengthBest);
  const meter = document.createElement("meter");
  const number = document.createElement("span");
  const line = document.createElement("div");
  line.className = "measured";
  meter.max = best * 1.5;
  meter.high = best;
  meter.optimum = best / 2;
  meter.setAttribute("aria-label", field.dataset.lengthLabel);
  line.append(meter, " ", number);
  field.after(line);
  const show = () => {
    const length = [...field.value.trim()].length;
    meter.value = length;
    number.textContent = `${length} / ${best}`;
  };
  field.addEventListener("input", show);
  show();
}

for (const field of document.querySelectorAll("[data-length-best]")) measure(field);
