using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Manual;

/// <summary>Every job for CI that a page of the manual has to paste is one, and its steps work.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class CiTests
{
    private const string Page = "src/AlbEmulator/Manual/Pages/testing.md";

    /// <summary>Steps that are not run here, by how they begin, and why.</summary>
    private static readonly (string Begin, string Reason)[] LeftOut =
    [
        ("actions/checkout@", "GitHub's own: the files are there"),
        ("PublishTestResults@", "Azure's own: the test looks whether there are results to publish"),
        ("./start-my-service.sh", "whoever pastes it has a service; the targets are echo targets here"),
        ("./my-tests.sh", "whoever pastes it has tests"),
        ("npm test", "whoever pastes it has tests"),
    ];

    private static readonly CommandBlock[] Jobs = [.. Blocks().Where(static block => block.Mark.StartsWith("ci: ", StringComparison.Ordinal))];

    /// <summary>Lines of the page.</summary>
    public static TheoryData<int> Places => [.. Jobs.Select(static job => job.Line)];

    [Fact]
    public void Each_vendor_has_a_job_with_a_step_and_one_with_a_service_container()
    {
        Assert.Equal(["Azure Pipelines", "GitHub Actions", "GitLab"], Jobs.Select(static job => job.Mark["ci: ".Length..]).Distinct().Order());
        var jobs = Jobs.Select(static job => new CiJob(job.Text)).ToArray();
        Assert.Equal(3, jobs.Count(static job => job.Environment.Count > 0));
        Assert.Equal(2, jobs.Count(static job => job.Steps.Any(static step => step.Words.StartsWith("alb run ", StringComparison.Ordinal))));
        Assert.All(LeftOut, left => Assert.Contains(jobs.SelectMany(static job => job.Steps), step => step.Words.StartsWith(left.Begin, StringComparison.Ordinal)));
    }

    /// <summary>A step after the other, as in a job that fails: those for a failure come behind a request that fails.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public async Task Steps_of_a_job_work(int line)
    {
        if (OperatingSystem.IsWindows() || !Programs.Have("curl"))
        {
            return;
        }

        var job = new CiJob(Jobs.Single(one => one.Line == line).Text);
        var steps = job.Steps.Where(static step => !LeftOut.Any(left => step.Words.StartsWith(left.Begin, StringComparison.Ordinal))).ToArray();
        Assert.NotEqual(0, steps.Length + job.Environment.Count);
        string[] script =
        [
            "set -x",
            "trap 'kill $(jobs -p); wait' EXIT",
            .. Service(job),
            .. steps.Where(static step => !step.IsOfFailure).Select(static step => Here(step.Words)),
            .. job.Results.Select(static file => $"grep -q '<testsuite ' {file}"),
            """curl -fsS -X PUT localhost:4580/faults -d '{"faults":[{"rule":"default","status":503}]}'""",
            "curl -s localhost:8080/",
            """curl -fsS localhost:4580/requests/wait -d '{"status":"503"}'""",
            .. steps.Where(static step => step.IsOfFailure).Select(static step => Here(step.Words)),
        ];

        await using var folder = new ManualFolder();
        foreach (var file in Blocks().Where(static block => block.File is not null))
        {
            folder.Write(file.File == "my.yaml" ? file with { Mark = "file: alb.yaml" } : file);
        }

        await folder.RunAsync(new CommandBlock(Page, line, "sh", "run", string.Join('\n', script)));
    }

    /// <summary>What the vendor does with the image, done with the program: its variables, and the wait for its HEALTHCHECK.</summary>
    private static IEnumerable<string> Service(CiJob job) => job.Environment.Count == 0 ? [] :
    [
        .. job.Environment.Select(static variable => $"export {variable.Name}='{Here(variable.Value)}'"),
        "alb run > alb.out 2>&1 &",
        "until alb health; do sleep 0.2; done",
    ];

    /// <summary>The names of containers are this machine.</summary>
    private static string Here(string text) => text
        .Replace("http://alb:", "http://localhost:", StringComparison.Ordinal)
        .Replace("host.docker.internal", "localhost", StringComparison.Ordinal);

    private static IReadOnlyList<CommandBlock> Blocks() => CommandBlock.Of(Page, ManualText.Read(Page));
}
