namespace AlbEmulator.Benchmarks.Loads;

/// <summary>One proxy in one round.</summary>
/// <param name="Cpu">What the processes of the proxy used meanwhile.</param>
internal sealed record LoadSample(LoadFigures Figures, TimeSpan Cpu)
{
    public double CpuMicrosecondsPerRequest => Cpu.TotalMicroseconds / Math.Max(1, Figures.Requests);
}
