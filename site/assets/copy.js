/* A button that copies a citation, with the address of the figure it is of. */
"use strict";

for (const cite of document.querySelectorAll(".cite")) {
  const words = cite.querySelector("cite");
  const link = cite.querySelector("a");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    const text = words.textContent;
    const whole = link && !text.includes(link.hash) ? `${text} ${link.href}` : text;
    try {
      await navigator.clipboard.writeText(whole);
      said.textContent = " Copied";
    } catch {
      getSelection().selectAllChildren(words); // the browser refuses: it can be copied by hand
      said.textContent = " Selected: copy it with the keyboard";
    }
  });
  cite.append(" ", button, said);
}
