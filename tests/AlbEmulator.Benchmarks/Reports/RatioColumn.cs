using AlbEmulator.Benchmarks.Loads;
using AlbEmulator.Benchmarks.Ways;

namespace AlbEmulator.Benchmarks.Reports;

/// <summary>A figure of each proxy by that of another one in the same round.</summary>
/// <param name="To">Name of the other one.</param>
/// <param name="Wanted">Of the emulator; null for nothing.</param>
internal sealed record RatioColumn(string Header, string To, Func<LoadSample, double> Value, WantedRatio? Wanted = null);
