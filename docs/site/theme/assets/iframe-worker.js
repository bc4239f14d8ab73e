// A browser starts no worker for a page that was opened from a folder. There, a frame does the work of the one
// that searches: it runs the same script, and messages go to and fro as events.
if (location.protocol === "file:") {
  const load = (page, address) => new Promise((done, failed) => {
    const script = page.createElement("script")
    script.src = address
    script.onload = done
    script.onerror = failed
    page.body.append(script)
  })

  window.IFrameWorker = class extends EventTarget {
    constructor(address) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.append(frame)
      this.inner = frame.contentWindow
      this.inner.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }))
      this.inner.importScripts = async (...addresses) => {
        for (const each of addresses) await load(frame.contentDocument, each)
      }
      this.ready = load(frame.contentDocument, String(address))
    }

    postMessage(data) {
      this.ready.then(() => this.inner.dispatchEvent(new this.inner.MessageEvent("message", { data })))
    }
  }
  window.Worker = window.IFrameWorker
}
