using AlbEmulator.Commands;

namespace AlbEmulator.Tests.Commands;

/// <summary>What <c>--help</c> says of each command.</summary>
public sealed class HelpTests
{
    /// <summary>Every command, as it is typed.</summary>
    public static TheoryData<string> Commands
    {
        get
        {
            var commands = new TheoryData<string>();
            foreach (var name in Names("[complete]", ""))
            {
                var below = Names("[complete]", name, "").Where(_ => name is "wait").ToList();
                commands.Add(name);
                below.ForEach(sub => commands.Add($"{name} {sub}"));
            }

            return commands;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_of_a_command_is_short_and_has_one_example(string command)
    {
        var (exitCode, help) = await RunAsync([.. command.Split(' '), "--help"]);

        Assert.Equal(0, exitCode);
        var lines = help.TrimEnd().Split('\n');
        Assert.InRange(lines.Length, 8, 45);
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 112));
        Assert.Equal("Example:", lines[^2].TrimEnd());
        Assert.Contains("alb ", lines[^1], StringComparison.Ordinal);
    }

    /// <summary>An example with an option or an argument that there is not would be a lie.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Example_of_a_command_can_be_parsed(string command)
    {
        var (_, help) = await RunAsync([.. command.Split(' '), "--help"]);
        var example = help.TrimEnd().Split('\n')[^1].Trim().Split('>')[0].Replace("eval \"$(", "", StringComparison.Ordinal)
            .Replace(")\"", "", StringComparison.Ordinal).Trim();

        var words = example.Split(' ')[1..];
        Assert.Equal(command, string.Join(' ', words.Take(command.Split(' ').Length)));
        // With --help behind it nothing is done; an option that there is not is told first.
        Assert.All(words.Where(word => word.StartsWith('-')), option => Assert.Contains(option, help, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Names(params string[] asked) =>
        RunAsync(asked).GetAwaiter().GetResult().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var output = new StringWriter();
        return (await CommandLine.RunAsync(arguments, output, new StringWriter()), output.ToString());
    }
}
