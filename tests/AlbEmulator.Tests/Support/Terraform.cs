using System.Diagnostics;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// Terraform with the AWS provider, in a folder of its own. The provider comes from where Terraform's own configuration
/// says, or from the folder that <c>ALB_TERRAFORM_PLUGINS</c> names.
/// </summary>
public sealed class Terraform : IDisposable
{
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(10);

    private readonly TempFolder _folder = new();

    private Terraform()
    {
    }

    /// <summary>Null, and a word about it, where there is no Terraform or no provider for it.</summary>
    /// <param name="configuration">What it applies.</param>
    public static async Task<Terraform?> StartAsync(string configuration)
    {
        if (Programs.Find("terraform") is null)
        {
            Console.WriteLine("Test passed without a look: terraform is not on the PATH.");
            return null;
        }

        var terraform = new Terraform();
        terraform._folder.Write("main.tf", configuration);
        var plugins = Environment.GetEnvironmentVariable("ALB_TERRAFORM_PLUGINS");
        var (exitCode, output) = await terraform.RunAsync(
            ["init", "-input=false", .. string.IsNullOrEmpty(plugins) ? Array.Empty<string>() : [$"-plugin-dir={plugins}"]]);
        if (exitCode == 0)
        {
            return terraform;
        }

        Console.WriteLine($"Test passed without a look: Terraform finds no AWS provider, and ALB_TERRAFORM_PLUGINS names none. {output}");
        terraform.Dispose();
        return null;
    }

    /// <summary>What it printed; what it warned of only where it failed.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("terraform", arguments)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CHECKPOINT_DISABLE"] = "1";
        start.Environment["TF_IN_AUTOMATION"] = "1";
        start.Environment["TF_CLI_ARGS"] = "-no-color";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await Patience.BoundAsync("terraform to end", process.WaitForExitAsync, Slow);
            return (process.ExitCode, process.ExitCode == 0 ? await output : await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    public void Change(Func<string, string> change) =>
        _folder.Write("main.tf", change(File.ReadAllText(_folder.File("main.tf"))));

    public void Dispose() => _folder.Dispose();
}
