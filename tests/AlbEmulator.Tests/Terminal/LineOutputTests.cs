using AlbEmulator.Terminal;

namespace AlbEmulator.Tests.Terminal;

/// <summary>Who gets short lines, and in which colours.</summary>
public sealed class LineOutputTests
{
    [Theory]
    [InlineData(RequestLinesMode.Auto, true, null, "access.log", true)]
    [InlineData(RequestLinesMode.Auto, false, null, "access.log", false)]
    [InlineData(RequestLinesMode.Auto, false, "true", "access.log", true)]
    [InlineData(RequestLinesMode.Auto, false, "1", "access.log", true)]
    [InlineData(RequestLinesMode.Auto, false, "false", "access.log", false)]
    [InlineData(RequestLinesMode.Auto, true, null, "-", false)]
    [InlineData(RequestLinesMode.Auto, false, "true", "-", false)]
    [InlineData(RequestLinesMode.On, false, null, "access.log", true)]
    [InlineData(RequestLinesMode.On, false, null, "-", true)]
    [InlineData(RequestLinesMode.Off, true, "true", "access.log", false)]
    public void Lines_are_for_a_terminal_and_a_container_unless_it_is_said_or_a_log_is_there(
        RequestLinesMode mode, bool isTerminal, string? inContainer, string accessLog, bool areWanted)
    {
        var settings = new AlbSettings { RequestLines = mode, AccessLog = accessLog };

        Assert.Equal(areWanted, LineOutput.AreWanted(
            settings, isTerminal, name => name == "DOTNET_RUNNING_IN_CONTAINER" ? inContainer : null));
    }

    [Theory]
    [InlineData(null, "xterm-256color", true)]
    [InlineData("", "xterm", true)]
    [InlineData("1", "xterm", false)]
    [InlineData(null, "dumb", false)]
    [InlineData(null, null, false)]
    public void Colours_are_for_terminals_that_have_them(string? noColor, string? terminal, bool areWanted) =>
        Assert.Equal(areWanted, LineOutput.AreColoursWanted(name => name switch
        {
            "NO_COLOR" => noColor,
            "TERM" => terminal,
            _ => null,
        }));
}
