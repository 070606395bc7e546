using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>A stranger's template names files of its own surroundings, and no others of the machine.</summary>
public sealed class SurroundingsTests
{
    [Theory]
    [InlineData("../../secret.yaml", false)]
    [InlineData("link.yaml", false)]
    [InlineData("folder/secret.yaml", false)]
    [InlineData("../shared.yaml", true)]
    public void Template_outside_of_the_surroundings_is_not_read(string url, bool isRead)
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.PathOf("a/b"));
        foreach (var name in new[] { "secret.yaml", "a/shared.yaml" })
        {
            workspace.Write(name, "Resources: { X: { Type: 'AWS::EC2::VPC' } }\nOutputs: { Path: { Value: /secret } }");
        }

        File.CreateSymbolicLink(workspace.PathOf("a/b/link.yaml"), workspace.PathOf("secret.yaml"));
        Directory.CreateSymbolicLink(workspace.PathOf("a/b/folder"), workspace.Folder);
        workspace.Write("a/b/shop.yaml", TemplateFile.Saying("hello") + $$"""

              Nested: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "{{url}}" } }
            """);

        var problems = workspace.Read("a/b/shop.yaml").Problems;

        Assert.Equal(isRead ? 0 : 1, problems.Count(problem => problem.Message.StartsWith(
            "is named by a template, and stands neither below the folder of the template nor below the one above it", StringComparison.Ordinal)));
        Assert.True(isRead == (problems.Count == 0), string.Join('\n', problems));
    }
}
