using System.Text.RegularExpressions;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Manual;

/// <summary>Every command of README and manual is run as it stands, or says why not.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class CommandsTests
{
    /// <summary>Programs of others that pages use.</summary>
    private static readonly string[] Outside = ["aws", "curl", "docker", "jq", "node", "npm", "openssl", "python3", "terraform", "wrk"];

    public static TheoryData<string> Files => [.. ManualText.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Commands_say_how_they_are_tried(string file) => Assert.Empty(
        from block in CommandBlock.Of(file, ManualText.Read(file))
        where block.IsOfCommands && block.ExitCode is null && !block.IsServer && block.Obstacle is null && block.File is null
        select $"{file}:{block.Line} has no comment above it that says how it is tried, or why not: \"{block.Mark}\"");

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Commands_of_a_page_work_one_after_the_other(string file)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var blocks = CommandBlock.Of(file, ManualText.Read(file));
        string[] programs = [.. Outside.Where(program => blocks.Any(block =>
            (block.ExitCode is not null || block.IsServer) && Word(program).IsMatch(block.Commands)))];
        if (!blocks.Any(block => block.ExitCode is not null || block.IsServer) || !Programs.Have(programs))
        {
            return;
        }

        await using var folder = new ManualFolder();
        foreach (var block in blocks)
        {
            if (block.File is not null)
            {
                folder.Write(block);
            }
            else if (block.IsServer)
            {
                await folder.ServeAsync(block);
            }
            else if (block.ExitCode is not null)
            {
                await folder.RunAsync(block);
            }
        }
    }

    private static Regex Word(string program) => new($@"(^|[|;&(]\s*|\$\(){program}\s", RegexOptions.Multiline);
}
