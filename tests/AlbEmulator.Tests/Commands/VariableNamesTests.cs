using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Commands;

/// <summary>Variables of the environment that look like settings.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class VariableNamesTests
{
    [Theory]
    [InlineData("ALB_REGION", "Alb__Region")]
    [InlineData("ALB_CONTROL_URL", "Alb__ControlUrl")]
    [InlineData("Alb_AccessLog", "Alb__AccessLog")]
    [InlineData("alb.region", "Alb__Region")]
    [InlineData("ALB_LAMBDA_ENDPOINT", "Alb__Lambda__Endpoint")]
    [InlineData("ALB_DATA_DIRECTRY", "Alb__DataDirectory")]
    public void Variable_that_nearly_is_a_setting_is_told(string name, string meant) =>
        Assert.Equal([$"the variable {name} is no setting and does nothing: did you mean {meant}?"], VariableNames.Notes(["PATH", name]));

    [Theory]
    [InlineData("ALB_TESTS")]
    [InlineData("ALB_TERRAFORM_PLUGINS")]
    [InlineData("ALB_UPDATE_SCHEMA")]
    [InlineData("ALB_DNS_NAME")]
    [InlineData("ALB_ARN")]
    [InlineData("ALB")]
    [InlineData("ALBUM")]
    [InlineData("Alb__Region")]
    [InlineData("ALB__REGION")]
    public void Variables_of_others_and_settings_are_not_told(string name) => Assert.Empty(VariableNames.Notes([name]));

    [Fact]
    public async Task It_is_told_once_and_the_command_goes_on()
    {
        using var folder = new TempFolder();
        folder.Write("my.yaml", "TargetGroups:\n  - Name: web\n");
        var (exitCode, output) = await EmulatorProcess.RunAsync(folder.Path, ["check", "my.yaml"], ("ALB_REGION", "eu-west-1"));

        Assert.Equal(0, exitCode);
        Assert.Single(output.Split('\n'), line => line == "note: the variable ALB_REGION is no setting and does nothing: did you mean Alb__Region?");
    }

    [Fact]
    public async Task Setting_that_there_is_not_is_told_by_its_variable()
    {
        using var folder = new TempFolder();
        folder.Write("my.yaml", "TargetGroups:\n  - Name: web\n");
        var (exitCode, output) = await EmulatorProcess.RunAsync(folder.Path, ["check", "my.yaml"], ("Alb__Regoin", "eu-west-1"));

        Assert.Equal(2, exitCode);
        Assert.Equal("Alb:Regoin is not a setting (it is said by the variable Alb__Regoin): did you mean Alb:Region?", output);
    }
}
