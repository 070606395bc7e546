using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Expectations;

/// <summary>The files of tests in <c>config/examples/tests</c>, run as they stand.</summary>
public sealed class ExamplesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "config", "examples");

    /// <summary>Each, and the file whose rules it is about, which its first lines name.</summary>
    public static TheoryData<string, string> Examples => new()
    {
        { "several-services", "several-services.json" },
        { "rewrite", "rewrite.yaml" },
        { "redirect-to-https", "redirect-to-https.yaml" },
        { "canary", "kubernetes/canary.yaml" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_is_met(string name, string source)
    {
        using var told = new StringWriter();
        var file = Path.Combine(Folder, "tests", $"{name}.tests.yaml");

        Assert.True(await CommandLine.RunAsync(["test", file, Path.Combine(Folder, source)], told, told) == ExitCode.Good, told.ToString());
        Assert.Contains($"#   alb test config/examples/tests/{name}.tests.yaml config/examples/{source}\n", File.ReadAllText(file).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_is_an_example() => Assert.Equal(
        Directory.GetFiles(Path.Combine(Folder, "tests")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        Examples.Select(example => $"{example[0]}.tests.yaml").Order(StringComparer.Ordinal));
}
