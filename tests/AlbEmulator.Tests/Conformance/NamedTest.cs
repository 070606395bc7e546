using System.Reflection;

namespace AlbEmulator.Tests.Conformance;

/// <summary>A test that a row names as <c>Class.Method</c>, or where several classes have that name as <c>Folder.Class.Method</c>.</summary>
/// <param name="Class">That has it.</param>
/// <param name="Method">The test.</param>
internal sealed record NamedTest(Type Class, MethodInfo Method)
{
    private const string Root = "AlbEmulator.Tests.";

    private static readonly ILookup<string, Type> Classes =
        typeof(NamedTest).Assembly.GetTypes().Where(type => type is { IsPublic: true, IsAbstract: false, IsNested: false }).ToLookup(type => type.Name);

    /// <summary>Whether it is run by xunit, and not left out.</summary>
    public bool Runs => Method.GetCustomAttribute<FactAttribute>(inherit: true) is { Skip: null };

    /// <summary>Below the repository.</summary>
    public string File => $"tests/AlbEmulator.Tests/{Class.FullName![Root.Length..].Replace('.', '/')}.cs";

    /// <summary>Null where there is none, or more than one.</summary>
    public static NamedTest? Find(string name) =>
        name.Split('.') is [.., var simple, var method]
        && Classes[simple].Where(type => $".{type.FullName}.{method}".EndsWith($".{name}", StringComparison.Ordinal)).ToArray() is [var type]
        && type.GetMethod(method) is { } found
            ? new NamedTest(type, found)
            : null;
}
