using System.Diagnostics;
using System.Text.Json;

namespace AlbEmulator.Tests.Support;

/// <summary>AWS's SDK for Python, which reads answers as strictly as clients do.</summary>
public static class Boto
{
    /// <summary>Makes calls one after the other; gives what came of each. Null, and a word about it, without the SDK.</summary>
    /// <param name="endpoint">Where they go.</param>
    /// <param name="calls">JSON: <c>[[service, operation, {parameters}], …]</c>.</param>
    /// <param name="region">That they are signed for.</param>
    /// <param name="accessKey">That they are signed with.</param>
    public static async Task<IReadOnlyList<JsonElement>?> CallAsync(
        Uri endpoint, string calls, string region = "us-east-1", string accessKey = "test")
    {
        if (await PythonAsync() is not { } python)
        {
            return null;
        }

        var script = Path.Combine(AppContext.BaseDirectory, "Fixtures", "boto.py");
        using var process = Process.Start(new ProcessStartInfo(python, [script, endpoint.ToString(), region, accessKey])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(calls);
        process.StandardInput.Close();
        await Patience.BoundAsync("the calls to end", process.WaitForExitAsync, Patience.Program);
        Assert.True(process.ExitCode == 0, await errors);
        using var document = JsonDocument.Parse(await output);
        return [.. document.RootElement.EnumerateArray().Select(result => result.Clone())];
    }

    /// <summary>The interpreter that has the SDK, or another package: that of the system, or the one that brings moto.</summary>
    internal static async Task<string?> PythonAsync(string package = "boto3")
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "python3"))
            .Where(File.Exists);
        foreach (var python in found)
        {
            if ((await Programs.RunAsync(python, ["-c", $"import {package}"], Patience.Program)).ExitCode == 0)
            {
                return python;
            }
        }

        Programs.Lack($"No python3 on the PATH has {package}.");
        return null;
    }
}
