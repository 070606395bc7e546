using AlbEmulator.Commands;
using Microsoft.Extensions.Configuration;
using Serilog.Core;
using Serilog.Events;

namespace AlbEmulator.Tests.Commands;

/// <summary>Alone, because it looks at the console of the process.</summary>
[CollectionDefinition(nameof(ProgramLogTests), DisableParallelization = true)]
[Collection(nameof(ProgramLogTests))]
public sealed class ProgramLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_goes_below_the_data_directory()
    {
        Written(new(), "It started");

        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder.Path, "logs")));
        Assert.Contains("It started", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_File_sink_of_the_configuration_replaces_it()
    {
        var file = Path.Combine(_folder.Path, "own.log");
        Written(
            new()
            {
                ["Serilog:Using:0"] = "Serilog.Sinks.File",
                ["Serilog:WriteTo:0:Name"] = "File",
                ["Serilog:WriteTo:0:Args:path"] = file,
            },
            "It started");

        Assert.Contains("It started", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "logs")));
    }

    [Theory]
    [InlineData("Name", "Debug", true)]
    [InlineData("Name", "Nowhere", true)]
    [InlineData("Name", "console", false)]
    public void A_sink_that_no_assembly_has_is_told(string key, string name, bool isTold)
    {
        var file = Path.Combine(_folder.Path, "own.log");
        Written(
            new()
            {
                ["Serilog:WriteTo:0:Name"] = "File",
                ["Serilog:WriteTo:0:Args:path"] = file,
                [$"Serilog:WriteTo:1:{key}"] = name,
            },
            "It started");

        Assert.Equal(
            isTold,
            File.ReadAllText(file).Contains($"Serilog:WriteTo names {name}, which is in no assembly", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_on_the_console_and_stops_nothing()
    {
        _folder.Write("logs", "a file where the folder should be");

        var console = Written(new(), "It started");

        Assert.Contains("WRN No log file is written: ", console, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(_folder.Path, "logs"), console, StringComparison.Ordinal);
        Assert.Contains("INF It started", console, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AlbEmulator.Snapshots", LogEventLevel.Information, true)]
    [InlineData("AlbEmulator.Snapshots", LogEventLevel.Debug, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogEventLevel.Information, false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", LogEventLevel.Warning, true)]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", LogEventLevel.Error, false)]
    [InlineData("Yarp.ReverseProxy.Forwarder", LogEventLevel.Information, false)]
    [InlineData("System.Net.Http", LogEventLevel.Information, false)]
    public void Only_the_emulator_itself_talks_at_Information(string source, LogEventLevel level, bool isWritten)
    {
        using var byDefault = Create([]);
        var shipped = SettingsReader.Read([], [AppContext.BaseDirectory]).Configuration;
        using var asShipped = (Logger)ProgramLog.Create(shipped, Settings);

        Assert.Equal(isWritten, byDefault.ForContext(Constants.SourceContextPropertyName, source).IsEnabled(level));
        Assert.Equal(isWritten, asShipped.ForContext(Constants.SourceContextPropertyName, source).IsEnabled(level));
    }

    [Fact]
    public void A_level_of_the_configuration_counts()
    {
        using var log = Create(new()
        {
            ["Serilog:MinimumLevel:Default"] = "Debug",
            ["Serilog:MinimumLevel:Override:Yarp"] = "Debug",
        });

        Assert.True(log.IsEnabled(LogEventLevel.Debug));
        Assert.True(log.ForContext(Constants.SourceContextPropertyName, "Yarp.X").IsEnabled(LogEventLevel.Debug));
        Assert.False(log.ForContext(Constants.SourceContextPropertyName, "System.X").IsEnabled(LogEventLevel.Debug));
    }

    private AlbSettings Settings => new() { DataDirectory = _folder.Path };

    private Logger Create(Dictionary<string, string?> configuration) =>
        (Logger)ProgramLog.Create(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build(), Settings);

    /// <returns>What the console showed.</returns>
    private string Written(Dictionary<string, string?> configuration, string message)
    {
        var (console, before) = (new StringWriter(), Console.Error);
        Console.SetError(console);
        try
        {
            using var log = Create(configuration);
            log.Information("{Message:l}", message);
        }
        finally
        {
            Console.SetError(before);
        }

        return console.ToString();
    }
}
