using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Commands;

/// <summary>The variables that send clients of AWS to the emulator.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class EnvCommandTests
{
    [Fact]
    public void Only_services_that_are_here_are_sent_here() =>
        Assert.Equal(
            """
            export AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2='http://127.0.0.1:4580'
            export AWS_ENDPOINT_URL_EC2='http://127.0.0.1:4580'
            export AWS_ENDPOINT_URL_STS='http://127.0.0.1:4580'
            export AWS_ACCESS_KEY_ID='test'
            export AWS_SECRET_ACCESS_KEY='test'
            export AWS_REGION='us-east-1'
            export AWS_DEFAULT_REGION='us-east-1'

            """,
            Printed(new AlbSettings(), "bash"));

    [Fact]
    public void Credentials_and_region_that_are_set_stay()
    {
        var printed = Printed(new AlbSettings { Companions = false }, "fish", "AWS_PROFILE", "AWS_REGION");

        Assert.Equal("set -gx AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2 'http://127.0.0.1:4580'\n", printed);
    }

    [Fact]
    public void Token_is_the_access_key_whatever_is_set()
    {
        var printed = Printed(new AlbSettings { ControlToken = "0123456789abcdef" }, "powershell", "AWS_ACCESS_KEY_ID", "AWS_REGION");

        Assert.EndsWith("$env:AWS_ACCESS_KEY_ID = '0123456789abcdef'\n$env:AWS_SECRET_ACCESS_KEY = 'test'\n", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:4580", "http://127.0.0.1:4580")]
    [InlineData("http://[::]:4580", "http://[::1]:4580")]
    [InlineData("http://localhost:4580", "http://localhost:4580")]
    public void Address_is_one_that_can_be_asked(string controlUrl, string told) =>
        Assert.Contains($"'{told}'", Printed(new AlbSettings { ControlUrl = controlUrl }, "bash"), StringComparison.Ordinal);

    [Fact]
    public void Without_a_control_port_there_is_nothing_to_print()
    {
        var (output, error) = (new StringWriter(), new StringWriter());

        Assert.Equal(2, EnvCommand.Run(new AlbSettings { ControlUrl = "" }, "bash", static _ => null, output, error));
        Assert.Empty(output.ToString());
        Assert.Contains("--control", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Variable_that_switches_the_others_off_is_told()
    {
        var error = new StringWriter();
        EnvCommand.Run(
            new AlbSettings(), "bash", static name => name == "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS" ? "true" : null, new StringWriter(), error);

        Assert.Contains("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS is true", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Aws_cli_asks_the_emulator_after_eval()
    {
        if (!Programs.Have("aws", "bash"))
        {
            return;
        }

        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()));
        var script = $"eval \"$({AlbProgram.InShell} env --control {emulator.Control.Port})\" && unset AWS_ENDPOINT_URL && aws elbv2 describe-load-balancers "
            + "--query 'LoadBalancers[].LoadBalancerName' --output text && aws sts get-caller-identity --query Account --output text";
        var (exitCode, output, errors) = await Programs.RunAsync("bash", ["-c", script]);

        Assert.True(exitCode == 0, errors);
        Assert.Matches("^[a-z]+\n000000000000\n$", output);
    }

    [Theory]
    [Trait(TestLength.Trait, TestLength.Long)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Terraform_takes_the_block(bool companions)
    {
        using var terraform = await Terraform.StartAsync(Printed(new AlbSettings { Companions = companions }, shell: null));
        if (terraform is null)
        {
            return;
        }

        var (exitCode, output) = await terraform.RunAsync("validate");
        Assert.True(exitCode == 0, output);
    }

    private static string Printed(AlbSettings settings, string? shell, params string[] areSet)
    {
        var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(0, EnvCommand.Run(settings, shell, name => areSet.Contains(name) ? "x" : null, output, new StringWriter()));
        return output.ToString();
    }
}
