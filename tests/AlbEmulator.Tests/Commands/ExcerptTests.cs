using System.Text;
using AlbEmulator.Commands.Reports;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Commands;

/// <summary>The lines of a file that are shown with a problem, on a terminal.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class ExcerptTests
{
    private const string File = "LoadBalancers:\n  - Name: shop\n    Prt: 80\n    Scheme: x\n\n";

    [Fact]
    public void Three_lines_and_a_caret_below_the_name() =>
        Assert.Equal(
            "  2 |   - Name: shop\n  3 |     Prt: 80\n    |     ^\n  4 |     Scheme: x\n",
            Of(new Problem(new Origin("a.yaml", 3, "LoadBalancers[0].Prt"), "is wrong")));

    [Fact]
    public void Caret_stands_where_the_parser_stopped() =>
        Assert.Equal(
            "  1 | LoadBalancers:\n  2 |   - Name: shop\n    |           ^\n  3 |     Prt: 80\n",
            Of(new Problem(new Origin("a.yaml", 2, ""), "is wrong") { Column = 11 }));

    [Theory]
    [InlineData(1, "  1 | LoadBalancers:\n    | ^\n  2 |   - Name: shop\n")]
    [InlineData(4, "  3 |     Prt: 80\n  4 |     Scheme: x\n    |     ^\n")]
    [InlineData(99, "")]
    public void First_and_last_lines_have_fewer_around_them(int line, string shown) =>
        Assert.Equal(shown, Of(new Problem(new Origin("a.yaml", line, ""), "is wrong")));

    [Fact]
    public void Tab_is_an_arrow_and_what_moves_a_cursor_a_question_mark() =>
        Assert.Equal(
            "  1 | →a: ?[2J\n    | ^\n",
            Excerpt.Of(new Problem(new Origin("a.yaml", 1, ""), "is wrong") { Column = 1 }, Encoding.UTF8.GetBytes("\ta: \u001b[2J\r\n")));

    [Fact]
    public void Long_line_is_cut()
    {
        var shown = Excerpt.Of(new Problem(new Origin("a.json", 1, ""), "is wrong") { Column = 5000 }, Encoding.UTF8.GetBytes(new string('x', 10_000)));

        Assert.Equal($"  1 | {new string('x', 110)}…\n", shown);
    }

    [Fact]
    public void Pipe_gets_no_lines_of_the_file()
    {
        Assert.False(Excerpt.IsWanted(new StringWriter()));
        Assert.Equal("", Excerpt.Of(new Problem(new Origin("nowhere.yaml", 3, ""), "is wrong")));
    }

    [Fact]
    public async Task Terminal_shows_them_and_a_pipe_does_not()
    {
        using var folder = new TempFolder();
        folder.Write("a.yaml", File);
        var (_, piped) = await EmulatorProcess.RunAsync(folder.Path, "check", "a.yaml");
        Assert.DoesNotContain(" | ", piped, StringComparison.Ordinal);
        if (!Programs.Have("python3"))
        {
            return;
        }

        var file = folder.File("a.yaml");
        var script = $"import os,pty; pty.spawn([{AlbProgram.InPython}, 'check', {Literal(file)}])";
        var (_, shown, errors) = await Programs.RunAsync("python3", ["-c", script]);

        Assert.True(shown.Contains("  3 |     Prt: 80\r\n    |     ^\r\n", StringComparison.Ordinal), shown + errors);
    }

    private static string Literal(string text) => $"'{text}'";

    private static string Of(Problem problem) => Excerpt.Of(problem, Encoding.UTF8.GetBytes(File));
}
