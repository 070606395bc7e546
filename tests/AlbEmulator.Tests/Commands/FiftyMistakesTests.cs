using System.Text.RegularExpressions;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Commands;

/// <summary>
/// What a person types or writes by mistake: each is told in three lines at most, which say what and what instead, with exit
/// code 2 and never a stack trace.
/// </summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class FiftyMistakesTests
{
    private const string Right = """
        LoadBalancers:
          - Name: shop
            Listeners:
              - Port: 8080
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
        TargetGroups:
          - { Name: web, Targets: [{ Id: 127.0.0.1, Port: 3000 }] }

        """;

    /// <summary>The words that are typed, parted by spaces; what is said.</summary>
    public static TheoryData<string, string> Typed => new()
    {
        { "chek my.yaml", "did you mean alb check?" },
        { "rnu my.yaml", "did you mean alb run?" },
        { "start my.yaml", "did you mean alb run?" },
        { "validate my.yaml", "did you mean alb check?" },
        { "version", "did you mean alb --version?" },
        { "status", "did you mean alb health?" },
        { "frobnicate", "there are run, init, check, explain, test, diff, convert, compare, echo, health" },
        { "--hlep", "did you mean --help?" },
        { "run --contrl 4581", "did you mean --control?" },
        { "--contrl 4581", "did you mean --control?" },
        { "check --hepl", "did you mean --help?" },
        { "mi.yaml", "did you mean \"my.yaml\"?" },
        { "run --debug-header my.yaml", "did you mean --debug-headers?" },
        { "run --region eu-west-1", "did you mean --Alb:Region=…?" },
        { "run --access-log=-", "did you mean --Alb:AccessLog=-?" },
        { "check --DataDirectory=x my.yaml", "did you mean --Alb:DataDirectory=x?" },
        { "check --log x my.yaml", "alb run has it" },
        { "run my.yaml --verbose", "There is no option --verbose" },
        { "run --map", "--map needs a value: --map 80=8080" },
        { "run --map 80", "write --map 80=value" },
        { "run --map http=8080 my.yaml", "Alb:PortMap takes a port" },
        { "run --data a --data b my.yaml", "--data is given twice, as 'a' and as 'b'" },
        { "run --fresh=maybe my.yaml", "--fresh takes no value: write --fresh" },
        { "run --control nowhere:x my.yaml", "Alb:ControlUrl takes a URL with localhost or an address of this machine, such as http://127.0.0.1:4580" },
        { "run --control 9 --Alb:ControlUrl=http://127.0.0.1:8 my.yaml", "is given twice" },
        { "check --format xml my.yaml", "--format takes text, github, json or sarif, not 'xml'" },
        { "check --format jsno my.yaml", "did you mean \"json\"?" },
        { "check nothere.yaml", "nothere.yaml: there is no such file" },
        { "check mi.yaml", "did you mean \"my.yaml\"?" },
        { "explain GET", "alb explain needs URL, such as alb explain GET http" },
        { "explain http://localhost:8080/ my.yaml", "the method must be one word such as GET" },
        { "explain GET / my.yaml --source-ip me", "the source IP must be an IPv4 or IPv6 address" },
        { "explain GET / my.yaml -H Host", "-H takes 'Name: value'" },
        { "explain GET http://localhost:99/ my.yaml", "99" },
        { "echo", "alb echo needs --port N, such as alb echo --port 3000" },
        { "echo --port http", "--port takes a number from 0 to 65535, not 'http'" },
        { "echo --prot 3000", "did you mean --port?" },
        { "wait", "alb wait healthy" },
        { "wait helthy", "did you mean alb wait healthy?" },
        { "wait healthy --timeout soon", "--timeout takes a time such as 500ms, 30s or 2m" },
        { "completion bsh", "did you mean \"bash\"?" },
        { "completion", "alb completion needs SHELL" },
        { "env --shell cmd", "--shell takes bash, fish or powershell, not 'cmd'" },
        { "env --terraform --shell fish", "--terraform is for no shell: leave --shell out" },
        { "--Alb:Regoin=eu-west-1", "Alb:Regoin is not a setting: did you mean Alb:Region?" },
        { "--Alb:Region eu-west-1", "write --Alb:Region=eu-west-1" },
        { "--Abl:Region=eu-west-1", "did you mean --Alb:Region=eu-west-1?" },
        { "Alb:Region=eu-west-1", "did you mean --Alb:Region=eu-west-1?" },
        { "check Alb__Region=eu-west-1", "did you mean --Alb:Region=eu-west-1?" },
        { "check -Alb:Region=eu-west-1", "did you mean --Alb:Region=eu-west-1?" },
        { "--Alb:DebugHeaders=yes", "Alb:DebugHeaders takes true or false, not 'yes'" },
        { "--Alb:JournalSize=many", "Alb:JournalSize takes a whole number, not 'many'" },
        { "--Alb:Limits=strickt", "Alb:Limits takes Relaxed or Strict, not 'strickt'" },
        { "--Alb:AccountId=12", "Alb:AccountId takes 12 digits, not '12'" },
        { "--Serilog", "There is no option --Serilog" },
        { "check empty", "is not a property of a topology" },
    };

    /// <summary>The edit of a file that was right, and what is said.</summary>
    public static TheoryData<string, string, string> Written => new()
    {
        { "Port: 8080", "Prt: 8080", "did you mean \"Port\"?" },
        { "Port: 8080", "Port: 80800", "Port" },
        { "TargetGroupArn: web", "TargetGroupArn: wbe", "wbe" },
        { "Type: forward", "Type: foward", "did you mean \"forward\"?" },
        { "    Listeners:", "\tListeners:", "is indented with a tab: YAML takes spaces alone" },
        { "Name: shop", "Name:shop", "write Name: shop" },
        { "Name: shop", "Name: \"shop", "the quotation mark that begins here is not closed" },
        { "[{ Type: forward, TargetGroupArn: web }]", "[{ Type: forward, TargetGroupArn: web ]", "] closes the { of line 5" },
        { "TargetGroups:", "<<<<<<< HEAD\nTargetGroups:", "merge conflict" },
    };

    [Theory]
    [MemberData(nameof(Typed))]
    public async Task Typed_mistake_is_told_in_three_lines(string typed, string told)
    {
        using var folder = new TempFolder();
        folder.Write("my.yaml", Right);
        folder.Write("empty/nothing.yaml", "a: 1\n");
        var (exitCode, output) = await EmulatorProcess.RunAsync(folder.Path, typed.Split(' '));

        IsTold(exitCode, output, told);
    }

    [Theory]
    [MemberData(nameof(Written))]
    public async Task Written_mistake_is_told_in_three_lines(string right, string wrong, string told)
    {
        using var folder = new TempFolder();
        var file = folder.Write("my.yaml", Right.Replace(right, wrong, StringComparison.Ordinal));
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(["check", file], output, error);

        IsTold(exitCode, output.ToString() + error, told);
        Assert.Matches(@"my\.yaml:\d+: ", output.ToString());
    }

    [Fact]
    public void There_are_fifty_of_them() => Assert.InRange(Typed.Count + Written.Count, 50, 100);

    private static void IsTold(int exitCode, string output, string told)
    {
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length <= 3, output);
        Assert.DoesNotMatch(new Regex(@"^\s+at |Unhandled|Exception|System\.|AlbEmulator\.", RegexOptions.Multiline), output);
    }
}
