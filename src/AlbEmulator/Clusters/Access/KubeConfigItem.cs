using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Clusters.Access;

/// <summary>A context, a cluster or a user of a kubeconfig.</summary>
/// <param name="Root">What is said of it.</param>
/// <param name="Place">For people.</param>
/// <param name="Folder">Where files are that it names with relative paths.</param>
internal sealed record KubeConfigItem(Node? Root, string Place, string Folder)
{
    /// <summary>A text; empty where there is none.</summary>
    public string Text(string name) => Root.Text(name);

    public bool Flag(string name) => Root.Find(name).TryFlag(out var flag) && flag;

    /// <summary>Where a file is that is named; empty where none is.</summary>
    public string File(string name) => Text(name) is { Length: > 0 } file ? Path.Combine(Folder, file) : "";

    /// <summary>What stands in it as <c>NAME-data</c>, or in the file <c>NAME</c>; null where neither is there.</summary>
    public string? Content(string name)
    {
        if (Text($"{name}-data") is { Length: > 0 } data)
        {
            try
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(data));
            }
            catch (FormatException)
            {
                throw Wrong($"{name}-data is not base64");
            }
        }

        return File(name) is { Length: > 0 } file ? Content(file, name) : null;
    }

    /// <summary>The text of a file that is named.</summary>
    public string Content(string file, string name) => RegularFile.Read(file, KubeConfig.Longest) is { Bytes: var bytes, Problem: var problem }
        && bytes is not null ? Encoding.UTF8.GetString(bytes) : throw Wrong($"{name} {Quoted.Text(file)} {problem}");

    /// <summary>An error that says where it stands.</summary>
    public AccessException Wrong(string message) => new($"{Place}: {message}");
}
