namespace AlbEmulator.Benchmarks.Startup;

/// <summary>What the figures of a published program may be at most.</summary>
/// <param name="Most">Infinity where nothing is wanted.</param>
internal sealed record StartupBounds(StartupFigures Most)
{
    /// <summary>The name of a program that is machine code.</summary>
    public const string NativeName = "native";

    private static readonly StartupBounds ReadyToRun = new(new StartupFigures(100, 200, 300, 10, double.PositiveInfinity));
    private static readonly StartupBounds Native = new(new StartupFigures(100, 200, 120, 10, 60));

    /// <summary>Of a build that is not published, and of other proxies.</summary>
    public static StartupBounds None { get; } = new(new StartupFigures(
        double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity));

    public static StartupBounds Of(NamedProgram program) => program.Name == NativeName ? Native : ReadyToRun;

    /// <summary>Whether every figure is kept.</summary>
    public bool AreKept(StartupFigures figures) =>
        IsKept(figures.Version, Most.Version) && IsKept(figures.Check, Most.Check) && IsKept(figures.FirstAnswer, Most.FirstAnswer)
        && IsKept(figures.NextRequest, Most.NextRequest) && IsKept(figures.Memory, Most.Memory);

    /// <summary>A figure with its bound beside it, such as <c>93 (≤ 120)</c>, or <c>131 (not ≤ 120)</c>.</summary>
    public static string Beside(double value, double most, string format = "F0") =>
        double.IsNaN(value) ? "—"
        : double.IsPositiveInfinity(most) ? value.ToString(format)
        : $"{value.ToString(format)} ({(IsKept(value, most) ? "" : "not ")}≤ {most:F0})";

    private static bool IsKept(double value, double most) => double.IsPositiveInfinity(most) || value <= most;
}
