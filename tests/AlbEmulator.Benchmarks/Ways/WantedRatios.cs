namespace AlbEmulator.Benchmarks.Ways;

/// <summary>How the emulator is to stand to nginx; null where nothing is wanted.</summary>
internal sealed record WantedRatios(WantedRatio? PerSecond = null, WantedRatio? Cpu = null, WantedRatio? P99 = null);
