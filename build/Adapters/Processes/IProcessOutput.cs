namespace Bakehouse.Adapters.Processes;

/// <summary>Takes the output of programs, line by line, from any thread; it knows which task is running.</summary>
public interface IProcessOutput
{
    void Write(string line);
}
