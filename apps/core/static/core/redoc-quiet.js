// ReDoc's sidebar ends with a logo from its makers' server. Our pages load nothing from elsewhere,
// so that picture is left without an address.
const setAttribute = HTMLImageElement.prototype.setAttribute;
HTMLImageElement.prototype.setAttribute = function (name, value) {
  if (name === "src" && String(value).startsWith("https://cdn.redoc.ly/")) return;
  setAttribute.call(this, name, value);
};
