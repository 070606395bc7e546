using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>What is converted may be shown to others: it has no passwords.</summary>
public sealed class ConvertedPasswordsTests
{
    [Fact]
    public void Converted_file_has_variables_in_the_place_of_passwords()
    {
        using var workspace = new Workspace();
        using var folder = new TempFolder();
        using var certificate = Certificates.WriteEcdsa(folder, "site", "site.example.com");
        File.WriteAllBytes(workspace.PathOf("site.pfx"), certificate.Export(X509ContentType.Pfx, "of the file"));
        workspace.Write("a.yaml", """
            LoadBalancers:
              - Listeners:
                  - Port: 1
                    Protocol: HTTPS
                    Certificates: [{ CertificateFile: site.pfx, Password: of the file }]
                    DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }]
            EchoUsers:
              - { Name: jane, Password: of jane }
              - { Name: joe }
            """);
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(0, ConvertCommand.Run(workspace.Settings, [workspace.PathOf("a.yaml")], output, error));

        Assert.Equal("", error.ToString());
        Assert.Equal(
            ["Password: ${PASSWORD}", "Password: ${PASSWORD_2}"],
            output.ToString().Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("Password", StringComparison.Ordinal)));
        Assert.Contains("5: LoadBalancers[0].Listeners[0].Certificates[0].Password: the password is not written: set the environment variable PASSWORD to it\n", output.ToString(), StringComparison.Ordinal);
        workspace.Write("converted.yaml", output.ToString());
        workspace.Variables.Add("PASSWORD", "of the file");
        workspace.Variables.Add("PASSWORD_2", "of jane");
        Assert.Equal(Said.Of(workspace.Read("a.yaml").Topology), Said.Of(workspace.Read("converted.yaml").Topology));
    }
}
