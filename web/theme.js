/* Before the first paint: dark or light as chosen on this machine, else as the system has it. */
try {
    const theme = localStorage.getItem("theme");
    if (theme)
        document.documentElement.dataset.theme = theme;
} catch { /* storage is switched off */ }
