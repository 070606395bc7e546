using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace AlbEmulator.Tests.House;

/// <summary>Habits that a reader can rely on in every file.</summary>
public sealed class HabitTests
{
    private static readonly JsonDocumentOptions TopologyJson = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    [Fact]
    public void No_file_is_longer_than_300_lines() =>
        Assert.Empty(SourceTree.All.Where(file => file.Lines > 300).Select(file => $"{file.Path}: {file.Lines}"));

    // The words are put together here, so that this file does not find itself.
    [Theory]
    [InlineData(@"Thread\." + @"Sleep")]
    [InlineData(@"#pragma warning " + @"disable")]
    [InlineData(@"\bTO" + @"DO\b")]
    [InlineData(@"\bFIX" + @"ME\b")]
    [InlineData(@"\bSkip\s*=" + @"\s*""")]
    [InlineData(@"throw new NotImpl" + "ementedException")]
    public void No_file_holds(string pattern) =>
        Assert.Empty(SourceTree.All.Where(file => Regex.IsMatch(file.Text, pattern)).Select(file => file.Path));

    /// <summary>The environment is that of all tests at once.</summary>
    [Fact]
    public void Tests_set_no_variable_of_the_environment() =>
        Assert.Equal(
            ["tests/AlbEmulator.Tests/Support/TestingCredentials.cs"],
            SourceTree.All
                .Where(file => file.Path.StartsWith("tests/AlbEmulator.Tests/", StringComparison.Ordinal))
                .Where(file => file.Text.Contains("SetEnvironment" + "Variable", StringComparison.Ordinal))
                .Select(file => file.Path));

    [Fact]
    public void Tests_that_wait_for_an_end_are_ended() =>
        Assert.Empty(SourceTree.All
            .Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal) && Regex.IsMatch(file.Text, @"class \w+Tests\b[^{]*: IAsync" + "Disposable"))
            .Select(file => file.Path));

    /// <summary>They are run again with a published program in the place of this build's.</summary>
    [Fact]
    public void Tests_that_start_the_program_say_so()
    {
        var starts = new Regex(@"\b(Emulator" + @"Process|Alb" + @"Command|Alb" + @"Program|Failing" + @"Stage|Terminal" + @"Stage|Manual" + @"Folder)\b");

        Assert.Empty(SourceTree.All
            .Where(file => file.Path.StartsWith("tests/AlbEmulator.Tests/", StringComparison.Ordinal) && file.Path.EndsWith("Tests.cs", StringComparison.Ordinal))
            .Where(file => starts.IsMatch(file.Text) && !file.Text.Contains("[Trait(Alb" + "Program.Trait, Alb" + "Program.Started)]", StringComparison.Ordinal))
            .Select(file => file.Path));
    }

    [Fact]
    public void Every_file_of_a_room_is_in_the_namespace_of_the_room() =>
        Assert.Empty(SourceTree.Emulator
            .Where(file => file.Room.Length > 0)
            .Where(file => !Regex.IsMatch(file.Text, $@"^namespace AlbEmulator\.{file.Room}\b", RegexOptions.Multiline))
            .Select(file => file.Path));

    [Fact]
    public void Every_file_of_config_can_be_read()
    {
        var folder = Path.Combine(SourceTree.Root, "config");
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);

        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            switch (Path.GetExtension(file))
            {
                case ".json":
                    using (JsonDocument.Parse(File.ReadAllText(file), TopologyJson))
                    {
                        break;
                    }

                case ".yaml" or ".yml":
                    new YamlStream().Load(new StringReader(File.ReadAllText(file)));
                    break;
            }
        }
    }
}
