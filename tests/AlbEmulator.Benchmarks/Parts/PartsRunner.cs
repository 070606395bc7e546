using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AlbEmulator.Benchmarks.Parts;

/// <summary>Runs the benchmarks of this folder.</summary>
internal static class PartsRunner
{
    public static int Run(string filter)
    {
        // In this process: the default toolchain writes and restores a project of its own, which needs the full feed.
        var config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "alb-benchmarks-parts"));
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(PartsRunner).Assembly).Run(["--filter", filter], config);
        return summaries.Any() ? 0 : 2;
    }
}
